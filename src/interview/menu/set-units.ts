/** The units by name, such as schools, which waves then carry. */
import type { PlainData } from '../../yaml/change.js';
import { YES_NO } from '../prompts.js';
import type { Walk } from '../walk.js';
import { choose, chooseEach, type } from './asking.js';

/** A unit as the answers file writes it. */
type Unit = Readonly<Record<string, PlainData>>;

/** Asks about one unit after the other. */
export async function nameUnits(walk: Walk): Promise<void> {
  const { unit, units } = walk.framework.terms;
  await chooseEach(
    walk,
    () => ({
      title: `The ${units}`,
      ask: `Which ${unit}?`,
      choices: [
        { value: 'new', name: `Add a ${unit}`, detail: null },
        ...listUnits(walk).map((one, n) => ({
          value: String(n),
          name: toText(one['name']) ?? '',
          detail: describeUnit(one),
        })),
      ],
    }),
    (which) => describeOne(walk, which === 'new' ? listUnits(walk).length : Number(which)),
  );
}

function listUnits({ sitting }: Walk): readonly Unit[] {
  return (sitting.data['schools'] ?? []) as readonly Unit[];
}

function describeUnit(one: Unit): string | null {
  const parts = [
    toText(one['grades']),
    one['high_need'] === true ? 'high need' : null,
    one['in'] === true ? 'already in' : null,
  ];
  return parts.filter((part) => part !== null).join(', ') || null;
}

/**
 * Saves one unit.
 * @param n its place in the list, from 0
 * @param unit null takes it away
 * @returns what is wrong with it, null where it is saved
 */
function saveUnit(walk: Walk, n: number, unit: Unit | null): string | null {
  const now = listUnits(walk);
  const all = [...now.slice(0, n), ...(unit === null ? [] : [unit]), ...now.slice(n + 1)];
  return walk.sitting.apply([{ path: ['schools'], value: all.length === 0 ? null : all }]);
}

/** Asks about the nth unit; each answer is saved at once. */
async function describeOne(walk: Walk, n: number): Promise<void> {
  if (!(await nameUnit(walk, n))) return;
  const known = () => listUnits(walk)[n] ?? {};
  const title = toText(known()['name']) ?? '';
  const isGraded = await type(
    walk,
    {
      title,
      ask: 'A few words about it, such as K-5? Type - to leave it open.',
      current: [toText(known()['grades']) ?? '-'],
    },
    (typed) => {
      const { grades: _, ...others } = known();
      return saveUnit(walk, n, typed === '-' ? others : { ...others, grades: typed });
    },
  );
  if (!isGraded) return;
  for (const [field, ask] of [
    ['high_need', 'Is the need greatest there?'],
    ['in', 'Has it begun there already?'],
  ] as const) {
    const current = known()[field] === true ? ['yes'] : [];
    const reply = await choose(walk, { title, ask, choices: YES_NO, current });
    if (reply === null) return;
    const { [field]: _, ...others } = known();
    walk.refused = saveUnit(walk, n, reply === 'yes' ? { ...others, [field]: true } : others);
  }
}

/** Asks what the nth unit is called. @returns whether it has a name then; else it was taken away, or the person went back */
async function nameUnit(walk: Walk, n: number): Promise<boolean> {
  const former = listUnits(walk)[n] ?? {};
  const name = toText(former['name']);
  let isGone = false;
  const isNamed = await type(
    walk,
    {
      title: `The ${walk.framework.terms.units}`,
      ask: `What is it called?${name === null ? '' : ' To take it away, type - alone.'}`,
      current: name === null ? [] : [name],
    },
    (typed) => {
      isGone = typed === '-' && name !== null;
      return saveUnit(walk, n, isGone ? null : { ...former, name: typed });
    },
  );
  return isNamed && !isGone;
}

function toText(value: PlainData | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
