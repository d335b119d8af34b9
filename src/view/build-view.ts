/** From a plan to the view that its documents show. */
import type { Answers, Framework, NoteSection, Plan } from '../model/index.js';
import { NOTE_SECTIONS } from '../model/index.js';
import { viewBrief } from './brief.js';
import { viewBudget } from './budget.js';
import { drawLevels, drawRoadmap, viewPeriods } from './charts.js';
import { viewFirstDays } from './first-days.js';
import { linkTarget } from '../templates/markdown.js';
import { Names } from './names.js';
import { viewPeople } from './people.js';
import { viewPriorities } from './priorities.js';
import { viewRegister } from './register.js';
import { viewDecisions, viewDuties, viewMeasures, viewMessages, viewRisks } from './follow-up.js';
import { viewWaves } from './rollout.js';
import { viewCritical, viewRoadmap } from './roadmap.js';
import { viewStanding } from './standing.js';
import { viewPolicy, viewUnknowns } from './unknowns.js';
import type { PlanView } from './view.js';
import { capitalize, count, joinWords } from '../text/plurals.js';
import { formatDate, formatMonthDay } from '../text/dates.js';
import { formatNumber } from '../text/numbers.js';

/**
 * Words everything that documents show.
 * @param notes the team's notes, cleaned, by section
 */
export function buildView(
  framework: Framework,
  answers: Answers,
  plan: Plan,
  notes: Readonly<Partial<Record<NoteSection, string>>>,
): PlanView {
  const names = new Names(framework, answers, plan);
  return {
    organization: names.organization(),
    terms: framework.terms,
    framework: viewFramework(framework),
    period: { start: formatDate(plan.start), end: formatDate(plan.end), years: count(plan.years, 'year') },
    weeksFactor: plan.weeksFactor === 1 ? null : formatNumber(plan.weeksFactor),
    approval:
      answers.approval === null ? null : `Approved by ${answers.approval.by} on ${formatDate(answers.approval.on)}.`,
    facts: viewFacts(names),
    notes: viewNotes(notes),
    retired: answers.retired,
    brief: viewBrief(names),
    decisions: viewDecisions(names),
    charts: { levels: drawLevels(names), roadmap: drawRoadmap(names) },
    periods: viewPeriods(names),
    standing: viewStanding(names),
    priorities: viewPriorities(names),
    roadmap: viewRoadmap(names),
    critical: viewCritical(names),
    waves: viewWaves(names),
    register: viewRegister(names),
    people: viewPeople(names),
    budget: viewBudget(names),
    measures: viewMeasures(names),
    risks: viewRisks(names),
    equity: framework.equity,
    messages: viewMessages(names),
    newsTime: describeNewsTime(answers),
    duties: viewDuties(names),
    firstDays: viewFirstDays(names),
    done: plan.done.map(({ id, finish, note }) => ({
      title: names.title(id),
      when: finish === null ? null : formatDate(finish),
      note,
    })),
    skipped: plan.skipped.map(({ id, note }) => ({ title: names.title(id), note })),
    policy: viewPolicy(names),
    hasPolicy: framework.policy.length > 0,
    unknowns: viewUnknowns(names),
    later: viewLater(names),
  };
}

function viewFramework(framework: Framework): PlanView['framework'] {
  const { title, id, version, summary, levels } = framework;
  return {
    title,
    id,
    version,
    summary,
    source: describeSource(framework),
    levels: levels.map((level, points) => ({ name: level.name, points, summary: level.summary })),
    lowest: levels[0]!.name,
    highest: levels.at(-1)!.name,
    topPoints: levels.length - 1,
  };
}

function viewFacts(names: Names): PlanView['facts'] {
  const { framework, answers } = names;
  return framework.facts.flatMap((fact) => {
    const value = answers.facts[fact.id];
    return value === undefined ? [] : [{ ask: fact.ask, value: describeFact(names, fact, value) }];
  });
}

function viewNotes(notes: Readonly<Partial<Record<NoteSection, string>>>): PlanView['notes'] {
  return Object.fromEntries(
    NOTE_SECTIONS.map((section) => {
      const markdown = notes[section];
      return [section, markdown === undefined ? null : { markdown }];
    }),
  ) as PlanView['notes'];
}

/** What has no date, the waves of one action together: why the first of them waits. */
function viewLater(names: Names): PlanView['later'] {
  const { later } = names.plan;
  const firsts = later.filter(({ id }, n) => later.findIndex((one) => one.id === id) === n);
  return firsts.map((action) => {
    const waves = later.filter(({ id, wave }) => id === action.id && wave !== null).map(({ wave }) => wave!);
    const { title } = names.action(action.id);
    const [first, last] = [waves[0], waves.at(-1)];
    return {
      title:
        first === undefined ? title : `${title} (${first === last ? `wave ${first}` : `waves ${first} to ${last!}`})`,
      condition: names.conditionOf(action.id),
      owner: names.owner(action),
      why: action.heldUp === null ? '' : capitalize(names.heldUp(action.heldUp)),
    };
  });
}

function describeNewsTime({ calendar: { schoolYear } }: Answers): string | null {
  return schoolYear === null ? null : `${formatMonthDay(schoolYear.from)} and ${formatMonthDay(schoolYear.to)}`;
}

function describeSource({ source }: Framework): PlanView['framework']['source'] {
  if (source === null) return null;
  const by = source.authors.length === 0 ? '' : `${joinWords(source.authors)}: `;
  return {
    text: `${by}${source.title}${source.year === null ? '' : ` (${source.year})`}`,
    url: source.url === null ? null : linkTarget(source.url),
  };
}

function describeFact(
  names: Names,
  fact: Framework['facts'][number],
  value: NonNullable<Answers['facts'][string]>,
): string {
  const optionName = (id: string) => fact.options.find((option) => option.id === id)?.name ?? id;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') {
    if (fact.type === 'money') return names.money(value);
    return fact.type === 'percent' ? `${formatNumber(value)}%` : formatNumber(value);
  }
  if (typeof value !== 'string') return joinWords(value.map(optionName));
  return fact.type === 'date' ? formatDate(value) : fact.type === 'choice' ? optionName(value) : value;
}
