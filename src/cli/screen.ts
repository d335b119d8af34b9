/** Prompts that redraw themselves on a terminal: choices under a cursor, keys behind a slash, text in a line. */
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
import { describeKeys, keyOfLetter, textOfLine } from '../interview/keys.js';
import type { Prompt, Reply } from '../interview/prompts.js';
import { type Palette, showable } from '../io/report.js';
import type { Io } from './io.js';
import { Keyboard } from './keyboard.js';
import { wrapText } from './wrap.js';

/** How a prompt is drawn, and what it tells of itself. */
interface Look {
  readonly palette: Palette;
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Clears the screen, after the terminal has changed its size. */
  readonly clear: () => void;
  /** Called when the terminal changes its size; returns how to stop listening. */
  readonly onResize: (redraw: () => void) => () => void;
  /** It is drawn and listens. */
  readonly onOpen: () => void;
  /** It has its answer. */
  readonly onShut: () => void;
}

interface Config {
  readonly prompt: Prompt;
  readonly look: Look;
}

/** A terminal that prompts are drawn on. */
export interface Screen {
  readonly ask: (prompt: Prompt) => Promise<Reply>;
  /** Gives the terminal back while something else uses it. */
  readonly without: <T>(use: () => T) => T;
  readonly close: () => void;
}

/**
 * Opens the terminal for prompts.
 * @param signal ends a question that is open
 */
export function openScreen(io: Io, palette: Palette, signal: AbortSignal): Screen {
  const output = io.stderr as NodeJS.WriteStream;
  let end = new AbortController();
  const keyboard = new Keyboard(io.stdin as NodeJS.ReadStream, () => end.abort());
  const look: Look = {
    palette,
    size: () => ({ columns: Math.max(20, output.columns || 80), rows: Math.max(8, output.rows || 24) }),
    clear: () => output.write('\u001B[2J\u001B[H'),
    onResize: (redraw) => {
      output.on('resize', redraw);
      return () => output.removeListener('resize', redraw);
    },
    onOpen: () => keyboard.open(),
    onShut: () => keyboard.shut(),
  };
  const ask = async (prompt: Prompt): Promise<Reply> => {
    end = new AbortController();
    const askInquirer = inquirer.createPromptModule({
      input: keyboard.stream,
      output,
      signal: AbortSignal.any([signal, end.signal]),
    });
    askInquirer.registerPrompt('screen', screenPrompt as never);
    const asked = { type: 'screen', name: 'reply', message: prompt.ask, prompt, look };
    try {
      return ((await askInquirer([asked as never])) as { reply: Reply }).reply;
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

const screenPrompt = createPrompt<Reply, Config>((config, done) =>
  config.prompt.kind === 'text' ? useText(config, done) : useChoices(config, done),
);

/** Listens to keys, and draws the prompt anew when the terminal changes its size. */
function useTerminal(look: Look, onKey: (pressed: KeypressEvent, line: Line) => void): void {
  const { clear, onResize, onOpen } = look;
  const [count, setCount] = useState(0);
  useKeypress((pressed, readline) => onKey(pressed, readline as unknown as Line));
  useEffect(onOpen, []);
  useEffect(
    () =>
      onResize(() => {
        clear();
        setCount(count + 1);
      }),
    [count],
  );
}

type Line = { readonly clearLine: (direction: 0) => void; line: string; readonly write: (text: string) => void };

function useText({ prompt, look }: Config, done: (reply: Reply) => void): string | [string, string] {
  const [answer, setAnswer] = useState<Reply | null>(null);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const finish = (reply: Reply) => {
    setAnswer(reply);
    look.onShut();
    done(reply);
  };
  useTerminal(look, (pressed, readline) => {
    if (answer !== null) return;
    if (isEnterKey(pressed)) {
      const text = showable(textOfLine(typed)).trim();
      if (text !== '') finish({ kind: 'answer', values: [text] });
      else if (prompt.current.length > 0) finish({ kind: 'answer', values: prompt.current });
      else setWrong('Type an answer, or one of the keys below.');
      return;
    }
    const { line } = readline;
    const key = /^\/[a-z]$/i.test(line) ? keyOfLetter(line[1]!, prompt.keys) : undefined;
    if (key !== undefined) finish({ kind: 'key', key });
    else {
      setTyped(line);
      setWrong(null);
    }
  });
  if (answer !== null) return summarize(prompt, look, answer);
  const head = drawHead(prompt, look, wrong);
  const now = prompt.current.length === 0 ? [] : wrap(`Enter keeps: ${prompt.current.join(', ')}`, look);
  const foot = drawKeys(prompt, look).map((line) => look.palette.faint(line));
  const room = Math.max(1, look.size().rows - foot.length - 3);
  return [[...[...head, ...now].slice(-room), `> ${typed}`].join('\n'), foot.join('\n')];
}

function useChoices({ prompt, look }: Config, done: (reply: Reply) => void): string | [string, string] {
  const { choices, current, kind } = prompt;
  const [answer, setAnswer] = useState<Reply | null>(null);
  const [active, setActive] = useState(
    Math.max(
      0,
      choices.findIndex(({ value }) => current.includes(value)),
    ),
  );
  const [chosen, setChosen] = useState<readonly string[]>(kind === 'choices' ? current : []);
  const [isSlash, setSlash] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const finish = (reply: Reply) => {
    setAnswer(reply);
    look.onShut();
    done(reply);
  };
  useTerminal(look, (pressed, readline) => {
    if (answer !== null) return;
    readline.clearLine(0);
    const { sequence = '', ctrl } = pressed as KeypressEvent & { sequence?: string };
    if (ctrl) return;
    if (isSlash) {
      const key = keyOfLetter(sequence, prompt.keys);
      setSlash(sequence === '/');
      if (key !== undefined) finish({ kind: 'key', key });
      else if (!isBackspaceKey(pressed)) setWrong('Behind the slash comes one of the letters below.');
      return;
    }
    setWrong(null);
    if (sequence === '/') setSlash(true);
    else if (isUpKey(pressed)) setActive((active + choices.length - 1) % choices.length);
    else if (isDownKey(pressed)) setActive((active + 1) % choices.length);
    else if (/^[1-9]$/.test(sequence)) {
      if (Number(sequence) <= choices.length) setActive(Number(sequence) - 1);
    } else if (kind === 'choices' && isSpaceKey(pressed)) {
      const { value } = choices[active]!;
      setChosen(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
    } else if (isEnterKey(pressed)) {
      if (kind === 'choice') finish({ kind: 'answer', values: [choices[active]!.value] });
      else if (chosen.length > 0 || wrong === EMPTY) {
        finish({ kind: 'answer', values: choices.map(({ value }) => value).filter((value) => chosen.includes(value)) });
      } else setWrong(EMPTY);
    }
  });
  if (answer !== null) return summarize(prompt, look, answer);
  const head = drawHead(prompt, look, wrong);
  const hint = kind === 'choice' ? 'Up, down or a number, then Enter.' : 'Space chooses, Enter goes on.';
  const foot = [...wrap(hint, look), ...drawKeys(prompt, look)].map((line) =>
    isSlash ? look.palette.strong(line) : look.palette.faint(line),
  );
  const blocks = choices.map(({ value, name, detail }, n) => {
    const box = kind === 'choices' ? `[${chosen.includes(value) ? 'x' : ' '}] ` : '';
    const was = kind === 'choice' && current.includes(value) ? ' (so far)' : '';
    const text = `${n + 1} ${box}${name}${was}${detail === null ? '' : `: ${detail}`}`;
    const lines = wrapText(text, look.size().columns - 4);
    return lines.map((line, at) => {
      const shown = `${at === 0 ? (n === active ? '> ' : '  ') : '    '}${line}`;
      return n === active ? look.palette.strong(shown) : shown;
    });
  });
  const room = look.size().rows - foot.length - 2;
  const body = windowOf(blocks, active, Math.max(3, room - head.length));
  return [...head.slice(0, Math.max(2, room - body.length)), ...body, ...foot, isSlash ? '/' : ''].join('\n');
}

const EMPTY = 'Nothing is chosen. Enter again keeps it so.';

/** The lines around the active block, as many as there is room for, with a sign of what is above and below. */
function windowOf(blocks: readonly (readonly string[])[], active: number, room: number): string[] {
  const all = blocks.flat();
  if (all.length <= room) return all;
  const before = blocks.slice(0, active).flat().length;
  const height = Math.max(1, room - 2);
  const own = blocks[active]!.length;
  const from = Math.max(0, Math.min(before - Math.floor((height - own) / 2), all.length - height));
  const first = own >= height ? before : from;
  const shown = all.slice(first, first + height);
  return [first > 0 ? '  ...' : '', ...shown, first + height < all.length ? '  ...' : ''];
}

function drawHead({ title, progress, ask, remarks }: Prompt, look: Look, wrong: string | null): string[] {
  const { palette } = look;
  return [
    '',
    ...wrap(progress === null ? title : `${title} · ${progress}`, look).map((line) => palette.faint(line)),
    ...wrap(ask, look).map((line) => palette.strong(line)),
    ...remarks.flatMap((remark) => wrap(remark, look)),
    ...(wrong === null ? [] : wrap(wrong, look).map((line) => palette.warning(line))),
  ];
}

/** The keys in one line, broken only between two of them. */
function drawKeys({ keys }: Prompt, look: Look): string[] {
  const together = describeKeys(keys).replace(/(?<! ) (?! )/g, '\u00A0');
  return wrap(together, look).map((line) => line.replace(/\u00A0/g, ' ').trim());
}

/** What stays on the screen once a question is answered. */
function summarize({ title, ask, choices }: Prompt, look: Look, reply: Reply): string {
  const said =
    reply.kind === 'key'
      ? `(${describeKeys([reply.key]).slice(3)})`
      : reply.values.map((value) => choices.find((choice) => choice.value === value)?.name ?? value).join(', ');
  return wrap(`${title}: ${ask} ${said}`, look).join('\n');
}

function wrap(text: string, look: Look): string[] {
  return wrapText(text, look.size().columns - 1);
}
