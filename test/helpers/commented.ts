/** Answers files in every way of writing them, with a comment of its own at each place where YAML allows one. */
import fc from 'fast-check';

/** What a file says, in the order in which it says it. Text that begins with a quote or a bar is written as it is. */
export type Said = string | number | readonly string[] | { readonly [key: string]: Said | null };

/** A file, and what its comments stand at. */
export interface Commented {
  readonly text: string;
  /** Comments above or behind an entry that is no mapping or list, with the key of it. */
  readonly placed: readonly { readonly comment: string; readonly key: string; readonly where: 'above' | 'behind' }[];
}

/** Choices for a file: as they shrink to nothing, comments go, and what is left is written in blocks. */
export const choices = fc.array(fc.nat({ max: 11 }), { maxLength: 200, size: 'max' });

/** Writes a file as the choices say. */
export function writeCommented(said: Said, taken: readonly number[]): Commented {
  const writer = new Writer(taken);
  return { text: writer.writeFile(said as Record<string, Said>), placed: writer.placed };
}

class Writer {
  readonly placed: Commented['placed'][number][] = [];
  private readonly taken: readonly number[];
  private next = 0;
  private comments = 0;

  constructor(taken: readonly number[]) {
    this.taken = taken;
  }

  writeFile(said: Record<string, Said>): string {
    const mark = this.choose() > 9 ? `---${this.maybeBehind()}\n` : '';
    const head = `${this.chance() ? `${this.comment('head of the file')}\n\n` : ''}${mark}`;
    if (this.choose() > 10)
      return `${head}${this.writeBraces(said, '', false)}${this.maybeBehind()}\n${this.lines('')}`;
    const body = this.writeEntries(said, '', true);
    // Behind the last line, at the end of the file.
    const end = this.chance() ? `${this.blank()}${this.comment('end of the file')}\n` : '';
    return `${head}${body}${end}`;
  }

  private writeEntries(said: Record<string, Said | null>, pad: string, isTop: boolean): string {
    const entries = Object.entries(said).map(([key, value], n) => {
      const isLeaf = isScalar(value) && !(isTop && n === 0);
      const above = isTop && n === 0 ? '' : this.blank() + this.lines(pad, isLeaf ? key : null);
      if (isLeaf && this.choose() > 10)
        return `${above}${pad}? ${this.key(key, false)}${this.maybeBehind(key)}\n${pad}:${this.writeValue(null, value, pad)}`;
      return `${above}${pad}${this.key(key, false)}:${this.writeValue(key, value, pad)}`;
    });
    return `${entries.join('')}${isTop ? '' : this.lines(pad)}`;
  }

  /** What stands behind the colon, up to the end of its last line. */
  private writeValue(key: string | null, value: Said | null, pad: string): string {
    if (value === null) return `${this.maybeBehind()}\n`;
    if (isScalar(value)) return this.writeScalar(key, String(value), pad);
    const style = this.choose();
    const isEmpty = (Array.isArray(value) ? value : Object.keys(value)).length === 0;
    if (isEmpty || style > 5) {
      const before = this.choose() > 9 ? `${this.maybeBehind()}\n${this.lines(pad)}${pad}  ` : ' ';
      return `${before}${this.writeBraces(value, pad, style > 8)}${this.maybeBehind()}\n`;
    }
    const inner = `${pad}  `;
    if (!Array.isArray(value)) return `${this.maybeBehind()}\n${this.writeEntries(value as never, inner, false)}`;
    const items = (value as readonly string[]).map(
      (one) =>
        `${this.lines(inner)}${inner}-${this.choose() > 9 ? `${this.maybeBehind()}\n${inner}   ` : ''} ${one}${this.maybeBehind()}\n`,
    );
    return `${this.maybeBehind()}\n${items.join('')}${this.lines(inner)}`;
  }

  private writeScalar(key: string | null, value: string, pad: string): string {
    const style = this.choose();
    if (value.startsWith('|')) return ` |-${this.maybeBehind()}\n${pad}  # no comment\n${pad}  ${value.slice(1)}\n`;
    const written = style > 9 && /\D/.test(value) ? `"${value}"` : value;
    if (style === 9) return `${this.maybeBehind()}\n${pad}    ${written}${this.maybeBehind()}\n`;
    const behind = this.maybeBehind(key);
    const deeper = this.choose() > 10 ? `${pad}    ${this.comment('below')}\n` : '';
    return ` ${written}${behind}\n${deeper}`;
  }

  private writeBraces(value: Said, pad: string, isOneLine: boolean): string {
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    const inner = `${pad}  `;
    const parts = Array.isArray(value)
      ? (value as readonly string[]).map((one): [string | null, Said] => [null, one])
      : Object.entries(value as Record<string, Said | null>).filter((part): part is [string, Said] => part[1] !== null);
    const write = ([key, one]: [string | null, Said], comment: boolean): string => {
      const head = key === null ? '' : `${this.key(key, true)}:`;
      const text = isScalar(one)
        ? String(one).startsWith('|')
          ? `"${String(one).slice(1)} # no comment"`
          : String(one)
        : this.writeBraces(one, inner, isOneLine);
      if (key === null) return text;
      // Without a space only behind quotes.
      const space = head.startsWith('"') && this.chance() ? '' : ' ';
      const between = comment && this.choose() > 10 ? `${this.maybeBehind()}\n${inner}  ` : space;
      return `${head}${between}${text}`;
    };
    if (isOneLine || (parts.length === 0 && !this.chance()))
      return `${open}${parts.map((part) => write(part, false)).join(', ')}${close}`;
    const lines = parts.map((part, n) => {
      const key = part[0] !== null && isScalar(part[1]) ? part[0] : null;
      const above = this.lines(inner, key, true);
      const text = write(part, true);
      const isLast = n === parts.length - 1;
      const comma = isLast && this.chance() ? '' : ',';
      // A comment may stand in front of the comma, which then is on a line of its own.
      if (comma !== '' && this.choose() > 10) return `${above}${inner}${text}${this.maybeBehind()}\n${inner}${comma}`;
      return `${above}${inner}${text}${comma}${this.maybeBehind(text.includes('\n') ? null : key)}`;
    });
    const opening = this.maybeBehind();
    return `${open}${opening}\n${lines.join('\n')}\n${this.lines(inner, null, true)}${pad}${close}`;
  }

  private key(key: string, inBraces: boolean): string {
    const style = this.choose();
    return style > 10 || (inBraces && style > 6) ? `"${key}"` : style === 10 ? `'${key}'` : key;
  }

  private lines(pad: string, key: string | null = null, inBraces = false): string {
    if (!this.chance()) return '';
    const first = `${!inBraces && this.choose() > 9 ? '' : pad}${this.comment(key === null ? 'on a line' : `above ${key}`, key, 'above')}\n`;
    return this.choose() > 8 ? `${first}${this.lines(pad, key, inBraces)}` : first;
  }

  private maybeBehind(key: string | null = null): string {
    return this.chance() ? ` ${this.comment(key === null ? 'behind' : `behind ${key}`, key, 'behind')}` : '';
  }

  private comment(text: string, key: string | null = null, where: 'above' | 'behind' = 'above'): string {
    const comment = `# ${++this.comments}: ${text}`;
    if (key !== null) this.placed.push({ comment, key, where });
    return comment;
  }

  private blank(): string {
    return this.choose() > 9 ? '\n' : '';
  }

  private chance(): boolean {
    return this.choose() > 4;
  }

  private choose(): number {
    return this.taken[this.next++] ?? 0;
  }
}

function isScalar(value: unknown): value is string | number {
  return typeof value !== 'object';
}
