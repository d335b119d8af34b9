/** The ways in which a run tells what is wrong: for people, for GitHub Actions, for programs. */
import { appendFileSync } from 'node:fs';
import { describeFailure } from '../../files/failures.js';
import { describeProblem } from '../../diagnostics/describe.js';
import { count } from '../../text/plurals.js';
import { showable } from '../../text/control-characters.js';
import type { Problem } from '../../diagnostics/problem.js';
import { formatProblem, type Palette } from '../../diagnostics/report.js';
import { escapeMarkdown } from '../../templates/markdown.js';
import type { ReporterName } from '../command-line.js';
import type { Io } from '../world.js';

/** The content of a sentence, for programs. */
export type Facts = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Takes what is to be told, as it comes; all of it goes to stderr. */
export interface Reporter {
  readonly problem: (problem: Problem) => void;
  /** A refusal with what to do about it. */
  readonly error: (message: string, help: string | null, facts?: Facts) => void;
  /** Something worth knowing. */
  readonly info: (message: string, facts?: Facts) => void;
  /** Called once at the end. */
  readonly close?: () => void;
}

/** A reporter by its name. */
export function makeReporter(name: ReporterName, io: Io, palette: Palette): Reporter {
  if (name === 'json') return jsonReporter(io);
  return name === 'github' ? githubReporter(io, palette) : prettyReporter(io, palette);
}

function prettyReporter(io: Io, palette: Palette): Reporter {
  return {
    problem: (problem) => io.stderr.write(formatProblem(problem, palette)),
    error: (message, help) =>
      io.stderr.write(
        `${palette.error('error:')} ${showable(message)}\n${help === null ? '' : `  help: ${showable(help)}\n`}`,
      ),
    info: (message) => io.stderr.write(`${showable(message)}\n`),
  };
}

/** One JSON object a line. docs/batch.md says which; fields may be added, but none is renamed or taken away. */
function jsonReporter(io: Io): Reporter {
  const print = (object: object) => io.stderr.write(`${JSON.stringify(object)}\n`);
  return {
    problem: (problem) => {
      const { text: message, help } = describeProblem(problem);
      const { severity, code, place } = problem;
      const { file, line, column, cell } = place;
      const [row, title] = [cell?.row, cell?.column];
      print({ type: 'problem', severity, code, file, line, column, row, title, message, help });
    },
    error: (message, help, facts) => print({ type: 'error', ...facts, message, help: help ?? undefined }),
    info: (message, facts) => print({ type: 'info', ...facts, message }),
  };
}

/** GitHub shows so many annotations of each kind for one step of a job, and drops the others without a word. */
const MOST_ANNOTATIONS = 10;
/** A step's summary takes 1 MiB; what is above it is refused as a whole. */
const MOST_SUMMARY_BYTES = 1_000_000;

/** Workflow annotations as far as GitHub shows them, the others as text, and a table of all in the step's summary. */
function githubReporter(io: Io, palette: Palette): Reporter {
  const pretty = prettyReporter(io, palette);
  const annotated = { error: 0, warning: 0 };
  let others = 0;
  let counts = '';
  const rows: string[] = [];
  let bytes = 0;
  /** @param tell says it where GitHub would not show one more */
  const annotate = (severity: 'error' | 'warning', properties: string, message: string, tell: () => void) => {
    if (annotated[severity]++ < MOST_ANNOTATIONS)
      return void io.stderr.write(`::${severity} ${properties}::${escapeData(message)}\n`);
    others++;
    tell();
  };
  const addRow = (cells: readonly string[]) => {
    const row = `| ${cells.map((cell) => escapeMarkdown(showable(cell))).join(' | ')} |\n`;
    bytes += Buffer.byteLength(row);
    if (bytes < MOST_SUMMARY_BYTES) rows.push(row);
  };
  return {
    problem: (problem) => {
      const { text, help } = describeProblem(problem);
      const { file, line, column } = problem.place;
      const properties = [
        `file=${escapeProperty(file)}`,
        ...(line === undefined ? [] : [`line=${line}`, `col=${column ?? 1}`]),
        `title=${problem.code}`,
      ].join(',');
      addRow([problem.severity, line === undefined ? file : `${file}:${line}`, text]);
      const message = help === undefined ? text : `${text} (${help})`;
      annotate(problem.severity, properties, message, () => pretty.problem(problem));
    },
    error: (message, help) => {
      addRow(['error', '', message]);
      const said = help === null ? message : `${message} (${help})`;
      annotate('error', 'title=scaleplan', said, () => pretty.error(message, help));
    },
    info: (message, facts) => {
      if (facts?.type === 'summary') counts = `${escapeMarkdown(showable(message))}\n\n`;
      pretty.info(message);
    },
    close: () => {
      if (others > 0) pretty.info(`${count(others, 'problem')} more than GitHub shows as annotations, see above`);
      const file = io.env['GITHUB_STEP_SUMMARY'] ?? '';
      if (file === '' || (counts === '' && rows.length === 0)) return;
      const table = rows.length === 0 ? '' : `| | Where | What |\n| --- | --- | --- |\n${rows.join('')}\n`;
      const more = bytes < MOST_SUMMARY_BYTES ? '' : 'Only the first are shown.\n\n';
      try {
        appendFileSync(file, counts + table + more);
      } catch (error) {
        pretty.info(`${file} cannot be written: ${describeFailure(error)}`);
      }
    },
  };
}

/** The message of a workflow command (https://docs.github.com/actions/reference/workflow-commands). */
function escapeData(text: string): string {
  return showable(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
