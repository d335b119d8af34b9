// Full answers of made-up districts, by chance but the same every time: `node bench/districts.mjs TABLE FOLDER [COUNT] [json]`
// writes one answers file of about 8 KB for each row of a table with the columns leaid, name, state, enrollment and
// schools: every question answered, with notes and evidence, decisions about actions, money and a summary.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Rows of a CSV table without line breaks in its cells, as mappings by its header. */
export function readTable(file) {
  const [head, ...rows] = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
        quoted === undefined ? bare : quoted.replaceAll('""', '"'),
      ),
    );
  return rows.map((cells) => Object.fromEntries(head.map((name, n) => [name, cells[n]])));
}

/** A source of numbers from 0 to 1 that a text sets off (Mulberry32). */
function makeRandom(seed) {
  let state = 0;
  for (const letter of seed) state = (Math.imul(state, 31) + letter.codePointAt(0)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NOTES = [
  'Two schools have begun; the others wait for a date.',
  'We asked 40 teachers in March. About half could say what it means for their rooms.',
  'The board heard it in April and asked for numbers. We have some of them: 3 of 7 schools, mostly in the early grades.',
  'Nobody answers for it since the director left. It is on the list for the summer.',
  'It works where the principal wants it: "show me, then we talk".',
  'The agreement with the association covers the pilot schools only, and ends in two years.',
];
const LEVELS = ['not-started', 'not-started', 'piloting', 'piloting', 'piloting', 'scaling', 'scaling', 'systemic'];

/** The answers of one district, as the data of an answers file. */
export function makeAnswers(row, framework) {
  const random = makeRandom(row.leaid);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const students = Math.max(1, Number(row.enrollment));
  const schools = Math.max(1, Number(row.schools));
  const pilots = Math.min(schools, Math.floor(random() * (1 + schools / 4)));
  const answer = (id) => {
    const level = random() < 0.04 ? 'unknown' : pick(LEVELS);
    const [noted, proved] = [random() < 0.4, random() < 0.25];
    if (!noted && !proved) return level;
    return {
      level,
      ...(noted ? { note: pick(NOTES) } : {}),
      ...(proved ? { evidence: [`https://example.org/${row.leaid}/${id.replace('.', '/')}`] } : {}),
    };
  };
  const plain = framework.actions.filter(({ repeat }) => repeat === null || repeat === undefined);
  const decided = [...new Set([pick(plain), pick(plain), pick(plain), pick(plain)])];
  return {
    framework: `${framework.id}@${framework.version}`,
    profile: {
      district: row.name,
      state: row.state,
      leaid: row.leaid,
      students,
      schools,
      high_schools: Math.ceil(schools / 5),
      pilot_schools: pilots,
      teachers: Math.ceil(students / 15),
      principals: schools,
      coaches: Math.floor(students / 1500),
      devices: Math.floor(students * (0.5 + random())),
      english_learners: Math.floor(students * 0.2 * random()),
      students_with_disabilities: Math.floor(students * (0.1 + 0.1 * random())),
      annual_budget: students * (12_000 + Math.floor(random() * 8_000)),
      union: random() < 0.7 ? 'yes' : 'no',
    },
    start: pick(['2027-07-01', '2027-08-01', '2027-09-01', '2028-01-10']),
    years: pick([3, 3, 3, 4, 5]),
    responses: Object.fromEntries(
      framework.conditions.map((condition) => [
        condition.id,
        Object.fromEntries(condition.questions.map(({ id }) => [id.slice(id.indexOf('.') + 1), answer(id)])),
      ]),
    ),
    targets: { default: pick(['systemic', 'scaling', 'scaling']) },
    focus: { priorities: pick([3, 5, 5]), first_year_actions: pick([20, 25, 30]) },
    policy: Object.fromEntries(
      framework.policy.slice(0, 8).map(({ id }) => [id, pick(['allowed', 'waiver', 'forbidden', 'unknown'])]),
    ),
    capacity: { [pick(framework.roles).id]: 1 },
    funds: {
      [framework.funding[0].id]: { amount: 20 * students, each: 'year' },
      [framework.funding.at(-1).id]: { amount: 60 * students, each: 'year' },
    },
    actions: Object.fromEntries(
      decided.map(({ id }, n) => [
        id,
        n === 0
          ? { status: 'done', finish: '2027-04-13' }
          : n === 1
            ? { status: 'skip', note: 'The county runs one.' }
            : { assignee: 'Renata Oduya', note: pick(NOTES) },
      ]),
    ),
    notes: {
      summary: `We have ${pilots} of ${schools} schools under way.\n\n**We go no faster than people can follow.** What we look at first:\n\n- time for teachers\n- what families see\n`,
    },
  };
}

/** Writes the answers of the first rows; returns the names of the files. */
export function writeDistricts(rows, folder, format) {
  const { framework } = JSON.parse(readFileSync(join(root, 'dist/framework.json'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  return rows.map((row) => {
    const answers = makeAnswers(row, framework);
    const file = join(folder, `${row.leaid}.${format}`);
    writeFileSync(file, format === 'json' ? JSON.stringify(answers, null, 2) : stringify(answers, { lineWidth: 0 }));
    return file;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [table, folder, count, format] = process.argv.slice(2);
  const files = writeDistricts(readTable(table).slice(0, Number(count ?? Infinity)), folder, format ?? 'yaml');
  console.log(`${files.length} answers files in ${folder}`);
}
