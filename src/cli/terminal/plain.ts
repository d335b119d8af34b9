/** Prompts without any cursor movement: every line is added below the last, and answers are typed and ended with Enter. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describeKeys, readKey, textOfLine } from '../../interview/keys.js';
import { findChoice, namesOf, type Prompt, type Reply } from '../../interview/prompts.js';
import { showable } from '../../text/control-characters.js';
import type { Io } from '../world.js';
import { wrapText } from './wrap.js';

/** Lines are short enough for any terminal; a screen reader does not mind. */
const COLUMNS = 79;

/** A way to ask on a terminal. */
export interface Asker {
  readonly ask: (prompt: Prompt) => Promise<Reply>;
  /** Gives the terminal back while something else uses it. */
  readonly without: <T>(use: () => T) => T;
  /** Stops listening. */
  readonly close: () => void;
}

/**
 * Opens a terminal for lines.
 * @param signal ends a question that is open
 */
export function openPlain(io: Io, signal: AbortSignal): Asker {
  const input = createInterface({ input: io.stdin, terminal: false });
  const lines = input[Symbol.asyncIterator]();
  const aborted = once(signal, 'abort').then(() => signal.throwIfAborted());
  aborted.catch(() => undefined);
  /** The next line, null at the end of input. */
  const next = async (): Promise<string | null> => {
    signal.throwIfAborted();
    const read = await Promise.race([lines.next(), aborted]);
    return read === undefined || read.done === true ? null : read.value;
  };
  const say = (text: string) => io.stderr.write(text);
  return {
    ask: async (prompt) => {
      const shown = describePrompt(prompt).flatMap((line) => wrapText(line, COLUMNS));
      say(`${shown.join('\n')}\n`);
      for (;;) {
        say('> ');
        const line = await next();
        if (line === null) {
          say('\n');
          return { kind: 'key', key: 'leave' };
        }
        const reply = readLine(prompt, line);
        if (typeof reply !== 'string') return reply;
        say(`${showable(reply)}\n`);
      }
    },
    without: (use) => use(),
    close: () => input.close(),
  };
}

function describePrompt({ title, progress, ask, remarks, keys, kind, choices, current, isProposed }: Prompt): string[] {
  const names = namesOf(choices, current);
  return [
    '',
    progress === null ? title : `${title}, ${progress.replace(' · ', ', ')}`,
    // What was wrong with the last answer is heard before the question is read again.
    ...remarks.flatMap((remark) => remark.split('\n')),
    ask,
    ...choices.map(({ name, detail }, n) => `${n + 1}. ${name}${detail === null ? '' : `: ${detail}`}`),
    ...(names.length === 0
      ? []
      : [isProposed ? `Enter takes: ${names.join(', ')}` : `Your answer so far: ${names.join(', ')} (Enter keeps it)`]),
    kind === 'text'
      ? 'Type your answer.'
      : kind === 'choice'
        ? `Type a number from 1 to ${choices.length}.`
        : `Type the numbers, with a space between them.`,
    `Or: ${describeKeys(keys)}`,
  ];
}

/** The meaning of a line, or a sentence about what was expected. */
function readLine({ kind, choices, current, kept, keys }: Prompt, line: string): Reply | string {
  const text = line.trim();
  if (text === '') {
    if (current.length > 0) return { kind: 'answer', values: current };
    if (kept !== undefined) return { kind: 'key', key: kept };
    return 'Please type an answer, or one of the keys.';
  }
  const key = readKey(text, keys, kind === 'text');
  if (key !== undefined) return key;
  if (kind === 'text') return { kind: 'answer', values: [showable(textOfLine(text))] };
  const whole = findChoice(choices, text);
  if (whole !== undefined) return { kind: 'answer', values: [whole.value] };
  if (kind === 'choice') return `Please type a number from 1 to ${choices.length}.`;
  const chosen = text.split(/[\s,]+/).map((one) => findChoice(choices, one));
  if (chosen.includes(undefined)) return 'Please type numbers from the list.';
  return { kind: 'answer', values: choices.filter((one) => chosen.includes(one)).map(({ value }) => value) };
}
