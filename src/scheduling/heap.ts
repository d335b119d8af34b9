/** Indices by rising key, the lower index first where keys are equal. */
export class IndexHeap {
  size = 0;
  readonly #keys: Float64Array;
  readonly #items: Int32Array;

  constructor(capacity: number) {
    this.#keys = new Float64Array(capacity);
    this.#items = new Int32Array(capacity);
  }

  push(item: number, key: number): void {
    const keys = this.#keys;
    const items = this.#items;
    let at = this.size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (keys[up]! < key || (keys[up]! === key && items[up]! < item)) break;
      keys[at] = keys[up]!;
      items[at] = items[up]!;
      at = up;
    }
    keys[at] = key;
    items[at] = item;
  }

  pop(): number {
    const keys = this.#keys;
    const items = this.#items;
    const first = items[0]!;
    const size = --this.size;
    const key = keys[size]!;
    const item = items[size]!;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= size) break;
      const right = down + 1;
      if (
        right < size &&
        (keys[right]! < keys[down]! || (keys[right]! === keys[down]! && items[right]! < items[down]!))
      ) {
        down = right;
      }
      if (key < keys[down]! || (key === keys[down]! && item < items[down]!)) break;
      keys[at] = keys[down]!;
      items[at] = items[down]!;
      at = down;
    }
    keys[at] = key;
    items[at] = item;
    return first;
  }
}
