/** Prompts that redraw themselves on a terminal: choices under a cursor, keys after a slash, text in a line. */
import {
  createPrompt,
  isBackspaceKey,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isUpKey,
  type KeypressEvent,
  useEffect,
  useKeypress,
  useState,
} from '@inquirer/core';
import inquirer from 'inquirer';
import { describeKeys, readKey, textOfLine } from '../../interview/keys.js';
import { findChoice, namesOf, type Prompt, type Reply } from '../../interview/prompts.js';
import { type Palette } from '../../diagnostics/report.js';
import { showable } from '../../text/control-characters.js';
import type { Io } from '../world.js';
import { Keyboard } from './keyboard.js';
import type { Asker } from './plain.js';
import { wrapText } from './wrap.js';

/** All that a prompt is drawn with, and where its keys come from. */
interface Look {
  readonly palette: Palette;
  readonly output: NodeJS.WriteStream;
  readonly keyboard: Keyboard;
}

const CLEAR_SCREEN = '\u001B[2J\u001B[H';

/** All that a prompt is made from; `message` is inquirer's own, and the prompt has its own words. */
type Config = { readonly prompt: Prompt; readonly look: Look; readonly message?: string };

/**
 * Opens the terminal for prompts.
 * @param signal ends a question that is open
 */
export function openScreen(io: Io, palette: Palette, signal: AbortSignal): Asker {
  const output = io.stderr as NodeJS.WriteStream;
  let end = new AbortController();
  const keyboard = new Keyboard(
    io.stdin as NodeJS.ReadStream,
    output,
    () => end.abort(),
    () => output.emit('resize'),
  );
  const look: Look = { palette, output, keyboard };
  const ask = async (prompt: Prompt): Promise<Reply> => {
    end = new AbortController();
    const askInquirer = inquirer.createPromptModule<{ screen: Config }>({
      input: keyboard.stream,
      output,
      signal: AbortSignal.any([signal, end.signal]),
    });
    askInquirer.registerPrompt('screen', screenPrompt);
    try {
      const { reply } = await askInquirer<{ reply: Reply }>([
        { type: 'screen', name: 'reply', message: '', prompt, look },
      ]);
      return reply;
    } catch (error) {
      // The end of input means to leave.
      if (end.signal.aborted && !signal.aborted) return { kind: 'key', key: 'leave' };
      throw error;
    } finally {
      keyboard.shut();
    }
  };
  return {
    ask,
    without: (use) => {
      keyboard.pause();
      try {
        return use();
      } finally {
        keyboard.resume();
      }
    },
    close: () => keyboard.close(),
  };
}

function sizeOf({ output }: Look): { readonly columns: number; readonly rows: number } {
  return { columns: Math.max(20, output.columns || 80), rows: Math.max(6, output.rows || 24) };
}

const screenPrompt = createPrompt<Reply, Config>((config, done) =>
  config.prompt.kind === 'text' ? useText(config, done) : useChoices(config, done),
);

/** The line that is typed. */
interface Line {
  line: string;
  cursor: number;
  readonly clearLine: (direction: 0) => void;
}

/** Listens to keys and pasted text, and draws the prompt anew when it must be. */
function useTerminal(
  { output, keyboard }: Look,
  onKey: (pressed: KeypressEvent, line: Line) => void,
  onPaste: (text: string, line: Line) => void,
): void {
  const [count, setCount] = useState(0);
  useKeypress((pressed, readline) => onKey(pressed, readline as unknown as Line));
  useEffect((readline) => keyboard.open((text) => onPaste(text, readline as unknown as Line)), []);
  useEffect(() => {
    const redraw = () => {
      output.write(CLEAR_SCREEN);
      setCount(count + 1);
    };
    output.on('resize', redraw);
    return () => void output.removeListener('resize', redraw);
  }, [count]);
}

/** The reply once there is one, and how to give it. */
function useReply(look: Look, done: (reply: Reply) => void): [Reply | null, (reply: Reply) => void] {
  const [answer, setAnswer] = useState<Reply | null>(null);
  const finish = (reply: Reply) => {
    setAnswer(reply);
    look.keyboard.shut();
    done(reply);
  };
  return [answer, finish];
}

function useText({ prompt, look }: Config, done: (reply: Reply) => void): string | [string, string] {
  const [answer, finish] = useReply(look, done);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  useTerminal(
    look,
    (pressed, readline) => {
      if (answer !== null) return;
      if (!isEnterKey(pressed)) {
        setTyped(readline.line);
        setWrong(null);
        return;
      }
      const text = showable(textOfLine(typed)).trim();
      const key = readKey(typed, prompt.keys, true);
      if (typeof key === 'string') setWrong(key);
      else if (key !== undefined) finish(key);
      else if (text !== '') finish({ kind: 'answer', values: [text] });
      else if (prompt.current.length > 0) finish({ kind: 'answer', values: prompt.current });
      else if (prompt.kept !== undefined) finish({ kind: 'key', key: prompt.kept });
      else setWrong('Type an answer, or one of the keys below.');
      setTyped('');
    },
    (text, readline) => {
      readline.line = readline.line.slice(0, readline.cursor) + text + readline.line.slice(readline.cursor);
      readline.cursor += text.length;
      setTyped(readline.line);
    },
  );
  if (answer !== null) return summarize(prompt, look, answer);
  const current = `${prompt.isProposed ? 'Enter takes' : 'Enter keeps'}: ${prompt.current.join(', ')}`;
  const now = prompt.current.length === 0 ? [] : shorten(wrap(current, look), look);
  const foot = drawKeys(prompt, look).map((line) => look.palette.faint(line));
  const lines = Math.ceil((typed.length + 3) / sizeOf(look).columns);
  const head = drawHead(prompt, look, wrong, sizeOf(look).rows - foot.length - now.length - lines - 1);
  return [[...head, ...now, `> ${typed}`].join('\n'), foot.join('\n')];
}

function useChoices({ prompt, look }: Config, done: (reply: Reply) => void): string | [string, string] {
  const { choices, current, kind } = prompt;
  const [answer, finish] = useReply(look, done);
  // Nothing is chosen beforehand but what was answered before, so that one Enter too many does no harm.
  const [active, setActive] = useState(choices.findIndex(({ value }) => current.includes(value)));
  const [chosen, setChosen] = useState<readonly string[]>(kind === 'choices' ? current : []);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  useTerminal(
    look,
    (pressed, readline) => {
      if (answer !== null) return;
      readline.clearLine(0);
      const { sequence = '', ctrl } = pressed as KeypressEvent & { sequence?: string };
      if (ctrl) return;
      if (isEnterKey(pressed)) {
        const reply = readChoice(prompt, { active, chosen, typed, wrong });
        if (typeof reply === 'string') setWrong(reply);
        else finish(reply);
        setTyped('');
        return;
      }
      setWrong(null);
      if (isUpKey(pressed) || isDownKey(pressed)) {
        setTyped('');
        if (choices.length === 0) return;
        setActive(isDownKey(pressed) ? (active + 1) % choices.length : active <= 0 ? choices.length - 1 : active - 1);
        return;
      }
      if (kind === 'choices' && isSpaceKey(pressed) && !typed.startsWith('/')) {
        const value = choices[Math.max(0, active)]!.value;
        setActive(Math.max(0, active));
        setChosen(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
        setTyped('');
        return;
      }
      const line = isBackspaceKey(pressed)
        ? withoutLast(typed)
        : // eslint-disable-next-line no-control-regex -- keys that write nothing are left out
          /^[^\u0000-\u001F\u007F]+$/.test(sequence)
          ? `${typed}${sequence}`
          : typed;
      setTyped(line);
      const at = choices.indexOf(findChoice(choices, line)!);
      if (at >= 0) setActive(at);
    },
    () => setWrong('Text cannot be pasted here; for a note, type /n and Enter first.'),
  );
  if (answer !== null) return summarize(prompt, look, answer);
  return drawChoices({ prompt, look }, { active, chosen, typed, wrong });
}

/** How far the person is with a list of choices. */
interface Choosing {
  /** The place of the cursor, from 0; −1 where it is on none. */
  readonly active: number;
  /** The values chosen so far, where several may be. */
  readonly chosen: readonly string[];
  readonly typed: string;
  readonly wrong: string | null;
}

/** The choices below their question, as many of them as there is room for. */
function drawChoices({ prompt, look }: Config, { active, chosen, typed, wrong }: Choosing): string {
  const { choices, current, kind } = prompt;
  const hint = kind === 'choice' ? 'Type a number or go up and down, then Enter.' : 'Space chooses, Enter goes on.';
  const foot = [...wrap(hint, look), ...drawKeys(prompt, look)].map((line) => look.palette.faint(line));
  const blocks = choices.map(({ value, name, detail }, n) => {
    const box = kind === 'choices' ? `[${chosen.includes(value) ? 'x' : ' '}] ` : '';
    const was = kind === 'choice' && current.includes(value) ? ' (your answer)' : '';
    const text = `${n + 1} ${box}${name}${was}${detail === null ? '' : `: ${detail}`}`;
    const lines = wrapText(text, sizeOf(look).columns - 4);
    return lines.map((line, at) => {
      const shown = `${at === 0 ? (n === active ? '> ' : '  ') : '    '}${line}`;
      return n === active ? look.palette.strong(shown) : shown;
    });
  });
  const line = typed === '' ? '' : `> ${typed}`;
  // The lines for what is typed, and one that the terminal needs for itself.
  const room = sizeOf(look).rows - foot.length - Math.ceil((line.length + 1) / sizeOf(look).columns) - 1;
  const wanted = drawHead(prompt, look, wrong, room - Math.min(3, blocks.flat().length));
  const body = windowOf(blocks, Math.max(0, active), Math.max(1, room - wanted.length));
  const head = drawHead(prompt, look, wrong, room - body.length);
  return [...head, ...body, ...foot, line].join('\n');
}

/** The reply that Enter gives, or a sentence about what is missing. */
function readChoice({ kind, choices, keys, kept }: Prompt, { active, chosen, typed, wrong }: Choosing): Reply | string {
  const key = readKey(typed, keys, true);
  if (key !== undefined) return key;
  const found = findChoice(choices, typed.trim());
  if (typed.trim() !== '' && found === undefined)
    return `Type a number from 1 to ${choices.length}, or one of the keys below with its slash.`;
  if (kind === 'choices') {
    if (chosen.length === 0 && wrong !== EMPTY) return EMPTY;
    return { kind: 'answer', values: choices.map(({ value }) => value).filter((value) => chosen.includes(value)) };
  }
  const choice = found ?? choices[active];
  if (choice !== undefined) return { kind: 'answer', values: [choice.value] };
  if (kept !== undefined) return { kind: 'key', key: kept };
  return choices.length === 0 ? 'There is nothing to choose.' : 'Choose first: type a number, or go up and down.';
}

/** A text without its last character, as people count them. */
function withoutLast(text: string): string {
  const last = [...new Intl.Segmenter().segment(text)].at(-1);
  return text.slice(0, last?.index ?? 0);
}

const EMPTY = 'Nothing is chosen. Enter again keeps it so.';

/** The lines around the active block, as many as there is room for, with a sign of what is above and below. */
function windowOf(blocks: readonly (readonly string[])[], active: number, room: number): string[] {
  const all = blocks.flat();
  if (all.length <= room) return all;
  const before = blocks.slice(0, active).flat().length;
  if (room < 4) return all.slice(before, before + room);
  const height = room - 2;
  const own = blocks[active]!.length;
  const from = Math.max(0, Math.min(before - Math.floor((height - own) / 2), all.length - height));
  const first = own >= height ? before : from;
  const shown = all.slice(first, first + height);
  return [first > 0 ? '  ...' : '', ...shown, first + height < all.length ? '  ...' : ''];
}

/** All that stands above the answer, in so many lines at the most: the question goes before all else. */
function drawHead({ title, progress, ask, remarks }: Prompt, look: Look, wrong: string | null, room: number): string[] {
  const { palette } = look;
  const question = wrap(ask, look).map((line) => palette.strong(line));
  const warning = wrong === null ? [] : wrap(wrong, look).map((line) => palette.warning(line));
  const said = remarks.flatMap((remark) => shorten(wrap(remark, look), look));
  const where = wrap(progress === null ? title : `${title} · ${progress}`, look);
  const above = ['', ...where.map((line) => palette.faint(line))];
  const most = Math.max(1, room);
  const shownWarning = warning.slice(0, Math.max(0, most - 1));
  const shownQuestion = question.slice(0, Math.max(1, most - shownWarning.length));
  const left = most - shownWarning.length - shownQuestion.length;
  const shownSaid = said.slice(0, Math.max(0, left));
  const rest = left - shownSaid.length;
  return [...above.slice(Math.max(0, above.length - rest)), ...shownQuestion, ...shownSaid, ...shownWarning];
}

/** A quarter of the screen at the most, so that a long note leaves room for the choices; what is left out is marked. */
function shorten(lines: readonly string[], look: Look): readonly string[] {
  const most = Math.max(2, Math.floor(sizeOf(look).rows / 4));
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), '...'];
}

/** The keys in one line, broken only between two of them. */
function drawKeys({ keys }: Prompt, look: Look): string[] {
  const together = describeKeys(keys).replace(/(?<! ) (?! )/g, '\u00A0');
  return wrap(together, look).map((line) => line.replace(/\u00A0/g, ' ').trim());
}

/** The line that stays on the screen once a question is answered. */
function summarize({ title, ask, choices }: Prompt, look: Look, reply: Reply): string {
  const said =
    reply.kind === 'key' ? `(${describeKeys([reply.key]).slice(3)})` : namesOf(choices, reply.values).join(', ');
  return wrap(`${title}: ${ask} ${said}`, look).join('\n');
}

function wrap(text: string, look: Look): string[] {
  return wrapText(text, sizeOf(look).columns - 1);
}
