/** Reads the answers to a framework's questions, and the levels aimed at. */
import { findError, findWarning } from '../diagnostics/problem.js';
import type { Path } from '../diagnostics/path.js';
import { findNow } from '../framework/overlays/renamed-ids.js';
import type { Answers, Response } from '../model/index.js';
import { kindOf } from '../yaml/values.js';
import { nearestOf, type Reading } from './reading.js';
import type { AnswersFile } from './schema.js';

type Written = NonNullable<AnswersFile['responses']>[string];
type Fields = { readonly level?: unknown; readonly note?: unknown; readonly evidence?: unknown };

/** The responses by the ids of conditions and questions in use now. */
export function readResponses(reading: Reading, written: AnswersFile['responses'] = {}): Answers['responses'] {
  const responses = new Map<string, Response>();
  for (const [key, value] of Object.entries(written)) {
    const path = ['responses', key];
    const condition = reading.resolve('condition', key, path);
    const { level, note, evidence, ...questions } = typeof value === 'string' ? { level: value } : value;
    const isAnswered = level !== undefined || note !== undefined || evidence !== undefined;
    if (condition !== null && isAnswered) {
      const response = readResponse(reading, typeof value === 'string' ? value : { level, note, evidence }, path);
      reading.take(responses, ['condition', condition], response, path);
    }
    readQuestions(reading, responses, questions, { key, condition });
  }
  return Object.fromEntries(responses);
}

/**
 * Reads the answers to the questions of a condition.
 * @param key what it is called in the file
 * @param condition its id in use now; null where it is gone
 */
function readQuestions(
  reading: Reading,
  responses: Map<string, Response>,
  written: Exclude<Written, string>,
  { key, condition }: { key: string; condition: string | null },
): void {
  for (const [name, answer] of Object.entries(written)) {
    const path = ['responses', key, name];
    // A question may have gone another way than the condition that it was in.
    const former = `${key}.${name}`;
    const present = `${condition ?? key}.${name}`;
    const now = reading.findPresent('question', former);
    if (condition === null && typeof now !== 'string') continue;
    const id = now === reading.findPresent('question', present) ? present : former;
    const question = reading.resolve('question', id, path, { subject: `condition "${condition ?? key}"` });
    if (question === null) continue;
    if (Array.isArray(answer)) {
      const expected = 'a level, or {level, note, evidence}';
      reading.findings.push(findError('wrong-type', path, { expected, found: 'a list', where: name }));
    } else
      reading.take(responses, ['question', question], readResponse(reading, answer as string | Fields, path), path);
  }
}

/** @param written a level alone, or what is said of it too */
function readResponse(reading: Reading, written: string | Fields, path: Path): Response {
  if (typeof written === 'string') return { level: readLevel(reading, written, path), note: null, evidence: [] };
  const check = <T>(key: keyof Fields, isRight: (value: unknown) => value is T, expected: string): T | null => {
    const value = written[key];
    if (value === undefined || isRight(value)) return value ?? null;
    const args = { expected, found: kindOf(value), where: key };
    reading.findings.push(findError('wrong-type', [...path, key], args));
    return null;
  };
  const isText = (value: unknown): value is string => typeof value === 'string';
  const level = check('level', isText, 'text');
  const evidence = check('evidence', (value) => Array.isArray(value), 'a list');
  return {
    level: level === null ? null : readLevel(reading, level, [...path, 'level']),
    note: check('note', isText, 'text'),
    evidence: (evidence ?? []).map(String),
  };
}

function readLevel(reading: Reading, written: string, path: Path): Response['level'] {
  if (written === 'unknown' || written === 'not-applicable') return written;
  return readRank(reading, written, path, ['unknown', 'not-applicable']);
}

/** @param words what may stand there besides a level */
function readRank(
  { framework, findings }: Reading,
  written: string,
  path: Path,
  words: readonly string[] = [],
): number | null {
  const { levels, formerIds } = framework;
  const rankOf = (id: string) => levels.findIndex((level) => level.id === id);
  if (rankOf(written) >= 0) return rankOf(written);
  const now = findNow(formerIds, 'level', written);
  if (typeof now === 'string') {
    findings.push(findWarning('renamed-id', path, { kind: 'level', id: written, now, write: now }));
    return rankOf(now);
  }
  const known = [...levels.map((level) => level.id), ...words];
  const names = levels.map(({ name, id }) => [name, id] as const);
  findings.push(
    now === null
      ? findWarning('retired-id', path, { kind: 'level', id: written })
      : findError('wrong-value', path, { found: written, known, ...nearestOf(written, known, names) }),
  );
  return null;
}

/** The rank aimed at for every question: its own, else its condition's, else the default, else the top. */
export function readTargets(reading: Reading, written: AnswersFile['targets'] = {}): Answers['targets'] {
  const ranks = new Map<string, number>();
  const named = new Map<string, true>();
  for (const [key, level] of Object.entries(written)) {
    const path = ['targets', key];
    const kind = key.includes('.') ? 'question' : 'condition';
    const id = key === 'default' ? key : reading.resolve(kind, key, path);
    const rank = readRank(reading, level, path);
    if (id !== null) reading.take(named, ['target', id], true, path);
    if (id !== null && rank !== null) ranks.set(id, rank);
  }
  const { levels, conditions } = reading.framework;
  const usual = ranks.get('default') ?? levels.length - 1;
  const questions = conditions.flatMap((condition) => condition.questions);
  return Object.fromEntries(questions.map(({ id, condition }) => [id, ranks.get(id) ?? ranks.get(condition) ?? usual]));
}
