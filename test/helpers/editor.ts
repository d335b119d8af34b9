/** An editor in slow motion: the YAML language server that editors use, asked over its protocol about files of a folder. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE_FOLDER } from './run.js';

/** What the server offers at a place. */
export interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
  readonly insertText?: string;
}

/** What the server finds wrong; lines and characters count from 0. */
export interface Diagnostic {
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
  readonly message: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

const SERVER = join(PACKAGE_FOLDER, 'node_modules/yaml-language-server/bin/yaml-language-server');
const CURSOR = '▮';

export class Editor {
  private readonly server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  private readonly answers = new Map<number, (result: unknown) => void>();
  private readonly found = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  private unread = Buffer.alloc(0);
  private asked = 0;
  private opened = 0;

  private constructor() {
    this.server.stdout.on('data', (chunk: Buffer) => this.read(chunk));
  }

  static async open(folder: string): Promise<Editor> {
    const editor = new Editor();
    await editor.ask('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
          hover: { contentFormat: ['markdown'] },
        },
      },
    });
    editor.send({ method: 'initialized', params: {} });
    return editor;
  }

  /** Opens a file and gives what is found wrong in it. */
  async check(path: string, text = readFileSync(path, 'utf8')): Promise<readonly Diagnostic[]> {
    const uri = pathToFileURL(path).href;
    const found = new Promise<readonly Diagnostic[]>((resolve) => this.found.set(uri, resolve));
    this.send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: ++this.opened, text } },
    });
    return found;
  }

  /** What is offered at the mark ▮ in a file's text. */
  async complete(path: string, marked: string): Promise<readonly Completion[]> {
    const { items } = (await this.askAt('textDocument/completion', path, marked)) as { items: readonly Completion[] };
    return items;
  }

  /** What is shown at the mark ▮ in a file's text. */
  async explain(path: string, marked: string): Promise<string> {
    const hover = (await this.askAt('textDocument/hover', path, marked)) as { contents: { value: string } } | null;
    return hover?.contents.value ?? '';
  }

  async close(): Promise<void> {
    await this.ask('shutdown', null);
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.send({ method: 'exit' });
    await ended;
  }

  private async askAt(method: string, path: string, marked: string): Promise<unknown> {
    const before = marked.slice(0, marked.indexOf(CURSOR)).split('\n');
    await this.check(path, marked.replace(CURSOR, ''));
    const uri = pathToFileURL(path).href;
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    const result = await this.ask(method, { textDocument: { uri }, position });
    this.send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    return result;
  }

  private ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.asked;
    const answer = new Promise((resolve) => this.answers.set(id, resolve));
    this.send({ id, method, params });
    return answer;
  }

  private send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private read(chunk: Buffer): void {
    this.unread = Buffer.concat([this.unread, chunk]);
    for (;;) {
      const header = /^Content-Length: (\d+)[^]*?\r\n\r\n/.exec(this.unread.toString('latin1'));
      const end = header === null ? Infinity : header[0].length + Number(header[1]);
      if (this.unread.length < end) return;
      const body = this.unread.subarray(header![0].length, end).toString('utf8');
      this.unread = this.unread.subarray(end);
      this.take(JSON.parse(body) as Message);
    }
  }

  private take({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Diagnostic[] };
      this.found.get(uri)?.(diagnostics);
      this.found.delete(uri);
    } else if (method === 'workspace/configuration') {
      // The person has set nothing, but that no schema is fetched from elsewhere.
      const { items } = params as { items: readonly { section: string }[] };
      const settings = items.map(({ section }) => (section === 'yaml' ? { schemaStore: { enable: false } } : {}));
      this.send({ id, result: settings });
    } else if (id !== undefined && method !== undefined) {
      this.send({ id, result: null });
    } else if (id !== undefined) {
      this.answers.get(id)?.(result);
      this.answers.delete(id);
    }
  }
}
