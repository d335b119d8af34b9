/**
 * Carries the OWASP Software Assurance Maturity Model (SAMM) over into a conditions.yaml.
 *
 *   node convert.mjs path/to/core/model > conditions.yaml
 *
 * The folder is `model` of https://github.com/owaspsamm/core: one YAML file a thing, each with its `type`.
 * A field that the script does not know is named on stderr; what is left out on purpose is marked `null` in FIELDS. What
 * SAMM does not say (who, how many weeks) is marked below.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';

/** Not in SAMM: weeks for each activity. */
const WEEKS = 12;

/** What each type of file holds and where it goes; `null`: left out on purpose, because a plan has no use for it. */
const FIELDS = {
  Function: { name: 'group', description: 'group', order: 'order', model: null, color: null, logo: null },
  Practice: {
    function: 'group', name: 'condition', shortName: 'id', shortDescription: 'summary', longDescription: 'why',
    order: 'order', assignee: null, progress: null,
  },
  Stream: { practice: 'condition', name: 'question', letter: 'id', description: 'help', order: 'order' },
  MaturityLevel: { number: 'level', description: 'level' },
  PracticeLevel: { practice: 'condition', maturityLevel: 'level', objective: 'level text' },
  Activity: {
    stream: 'question', level: 'raises', title: 'action', benefit: 'deliverable', shortDescription: 'level text',
    longDescription: 'summary', results: 'deliverable', metrics: 'measure', costs: 'summary', personnel: 'summary',
    notes: 'summary', relatedActivities: 'after',
  },
  Question: { activity: 'question', answerSet: 'help', text: 'level text', order: 'order', quality: 'evidence' },
  AnswerSet: { values: 'help' },
};

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: node convert.mjs path/to/core/model > conditions.yaml\n');
  process.exit(2);
}

/** Everything in the folder: by type, in order, and by id. */
const things = readdirSync(folder, { recursive: true })
  .filter((name) => /\.ya?ml$/.test(name))
  .sort((a, b) => (a < b ? -1 : 1))
  .map((name) => ({ ...parse(readFileSync(join(folder, name), 'utf8')), file: basename(name).replace(/\.ya?ml$/, '') }));
const byId = new Map(things.map((thing) => [thing.id, thing]));
const all = (type, isMeant = () => true) =>
  things.filter((thing) => thing.type === type && isMeant(thing)).sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

/** Texts and lists of texts as one text; nothing where there is none. */
const words = (...texts) => texts.flat().filter(Boolean).map((text) => String(text).trim()).join(' ') || undefined;
const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

const maturity = all('MaturityLevel').sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
const levelOf = (practiceLevel) => maturity.findIndex(({ id }) => id === byId.get(practiceLevel).maturityLevel) + 1;
const codeOf = ({ function: group, shortName }) => `${byId.get(group).name.charAt(0)}-${shortName}`;
const practices = all('Function').flatMap(({ id }) => all('Practice', (practice) => practice.function === id));
const activitiesOf = (stream) =>
  all('Activity', (activity) => activity.stream === stream.id).sort((a, b) => levelOf(a.level) - levelOf(b.level));
const questionsOf = (activity) => all('Question', (question) => question.activity === activity.id);
const answersTo = (question) => [...byId.get(question.answerSet).values].sort((a, b) => a.order - b.order);

/** A stream becomes a question: its levels are what SAMM asks about at each maturity level. */
function toQuestion(stream) {
  const activities = activitiesOf(stream);
  const asked = activities.flatMap((activity) =>
    questionsOf(activity).map((question) => ({ question, level: levelOf(activity.level), answers: answersTo(question) })),
  );
  const at = (level, answer) =>
    asked.filter((one) => one.level === level).map(({ question, answers }) => `“${question.text}” ${answers.at(answer).text}.`);
  const weights = asked.map(({ answers }) => answers.at(-1).weight ?? 1);
  return {
    id: stream.letter,
    ask: `${stream.name}: how far has it come?`,
    help: words(
      stream.description && `${String(stream.description).trim().replace(/[.!?]$/, '')}.`,
      asked.map(({ level, answers }) =>
        `How SAMM scores level ${level}, which is not used here: ${answers.map(({ text, value, weight }) => `“${text}” counts ${value}, with weight ${weight}`).join('; ')}.`,
      ),
    ),
    weight: weights.length === 0 ? undefined : weights.reduce((sum, weight) => sum + weight, 0) / weights.length,
    levels: Object.fromEntries([
      ['level-0', words(at(1, 0)) ?? 'Nothing of it is there.'],
      ...maturity.map((_, n) => {
        const here = activities.filter((activity) => levelOf(activity.level) === n + 1);
        const texts = here.map(({ level, shortDescription }) => words(byId.get(level).objective, shortDescription));
        return [`level-${n + 1}`, words(texts, at(n + 1, -1)) ?? 'As the level below.'];
      }),
    ]),
    evidence: asked.flatMap(({ question, level }) => (question.quality ?? []).map((text) => `Level ${level}: ${text}`)),
  };
}

/** An activity becomes an action that raises its stream to its maturity level. */
function toAction(activity, stream, practice) {
  const path = [byId.get(practice.function).name, practice.name].map(slug).join('/');
  return {
    id: activity.file,
    title: activity.title,
    summary: words(
      activity.shortDescription,
      activity.longDescription,
      activity.results && activity.benefit && `Benefit: ${activity.benefit}.`,
      ...['costs', 'personnel', 'notes'].map((key) => activity[key] && `${key}: ${words(activity[key])}.`),
    ),
    raises: { [stream.letter]: `level-${levelOf(activity.level)}` },
    owner: codeOf(practice), // not in SAMM
    weeks: WEEKS,
    after: activity.relatedActivities?.map((id) => {
      const related = byId.get(id);
      return `${codeOf(byId.get(byId.get(related.stream).practice))}.${related.file}`;
    }),
    deliverable: words(activity.results) ?? words(activity.benefit),
    measure: activity.metrics ? { name: words(activity.metrics) } : undefined,
    resources: [
      {
        title: `OWASP SAMM: ${practice.name}, stream ${stream.letter}`,
        url: `https://owaspsamm.org/model/${path}/stream-${stream.letter.toLowerCase()}/`,
      },
    ],
  };
}

for (const { file, type, id, ...fields } of things) {
  for (const [key, value] of Object.entries(fields)) {
    if (value !== null && !(key in (FIELDS[type] ?? {})))
      process.stderr.write(`not carried over: ${key} of ${file} (${type ?? 'no type'}, ${id ?? 'no id'})\n`);
  }
}

const framework = {
  framework: {
    id: 'samm',
    version: '2.0.0',
    title: 'OWASP Software Assurance Maturity Model',
    summary: 'How an organization makes secure software: business functions with practices, each in two streams of three levels. Owners, weeks and order are planning defaults.',
    source: { title: 'OWASP Software Assurance Maturity Model (SAMM)', url: 'https://owaspsamm.org/' },
  },
  terms: { leader: 'head of engineering', unit: 'team', units: 'teams' },
  levels: [
    { id: 'level-0', name: 'Level 0', summary: 'The activities of level 1 are not done, or for too few applications.' },
    ...maturity.map(({ description }, n) => ({ id: `level-${n + 1}`, name: `Level ${n + 1}`, summary: words(description) })),
  ],
  groups: all('Function').map(({ name, description }) => ({ id: slug(name), name, summary: words(description) })),
  profile: [{ id: 'name', ask: 'What is the organization called?', type: 'text', required: true }],
  roles: practices.map((practice) => ({ id: codeOf(practice), name: `Lead for ${practice.name}` })),
  conditions: practices.map((practice) => {
    const streams = all('Stream', (stream) => stream.practice === practice.id);
    return {
      id: codeOf(practice),
      name: practice.name,
      group: slug(byId.get(practice.function).name),
      summary: words(practice.shortDescription),
      why: words(practice.longDescription),
      questions: streams.map(toQuestion),
      actions: streams
        .flatMap((stream) => activitiesOf(stream).map((activity) => ({ level: levelOf(activity.level), action: toAction(activity, stream, practice) })))
        .sort((a, b) => a.level - b.level)
        .map(({ action }) => action),
    };
  }),
};

process.stdout.write(
  '# Made by convert.mjs from OWASP SAMM (https://owaspsamm.org), whose texts are under the Creative Commons license\n' +
    '# Attribution-ShareAlike 4.0; they were put into another form. Owners and weeks were added.\n' +
    stringify(framework, { lineWidth: 0 }),
);
