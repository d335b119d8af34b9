/** From a plan to the view that its documents show. */
import { type Answers, type Fact, type FactValue, type Framework, NOTE_SECTIONS, type Plan } from '../model/index.js';
import { viewBrief } from './brief.js';
import { viewBudget } from './budget.js';
import { drawLevels, drawRoadmap, viewPeriods } from './charts.js';
import { viewFirstDays } from './first-days.js';
import { linkTarget } from '../templates/markdown.js';
import { collectBy } from '../text/lists.js';
import { nameOrganization, Names } from './names.js';
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
export function buildView(framework: Framework, answers: Answers, plan: Plan, notes: Answers['notes']): PlanView {
  const names = new Names(framework, answers, plan);
  const { approval, calendar, retired } = answers;
  const { schoolYear } = calendar;
  return {
    organization: nameOrganization(framework, answers),
    terms: framework.terms,
    framework: viewFramework(framework),
    period: { start: formatDate(plan.start), end: formatDate(plan.end), years: count(plan.years, 'year') },
    weeksFactor: plan.weeksFactor === 1 ? null : formatNumber(plan.weeksFactor),
    approval: approval === null ? null : `Approved by ${approval.by} on ${formatDate(approval.on)}.`,
    facts: framework.facts.flatMap((fact) => {
      const value = answers.facts[fact.id];
      return value === undefined ? [] : { ask: fact.ask, value: describeFact(names, fact, value) };
    }),
    notes: Object.fromEntries(
      NOTE_SECTIONS.map((section) => [section, notes[section] === undefined ? null : { markdown: notes[section] }]),
    ) as PlanView['notes'],
    retired,
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
    newsTime: schoolYear === null ? null : `${formatMonthDay(schoolYear.from)} and ${formatMonthDay(schoolYear.to)}`,
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

/** What has no date, the waves of one action together: why the first of them waits. */
function viewLater(names: Names): PlanView['later'] {
  const { later } = names.plan;
  return [...collectBy(later, ({ id }) => id).values()].map((copies) => {
    const { key, id, wave: first, heldUp } = copies[0]!;
    const { wave: last } = copies.at(-1)!;
    return {
      title: first === last ? names.title(key) : `${names.title(id)} (waves ${first!} to ${last!})`,
      condition: names.conditionOf(id),
      owner: names.owner(copies[0]!),
      why: heldUp === null ? '' : capitalize(names.heldUp(heldUp)),
    };
  });
}

function describeSource({ source }: Framework): PlanView['framework']['source'] {
  if (source === null) return null;
  const by = source.authors.length === 0 ? '' : `${joinWords(source.authors)}: `;
  return {
    text: `${by}${source.title}${source.year === null ? '' : ` (${source.year})`}`,
    url: source.url === null ? null : linkTarget(source.url),
  };
}

function describeFact(names: Names, fact: Fact, value: FactValue): string {
  const optionName = (id: string) => fact.options.find((option) => option.id === id)?.name ?? id;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') {
    if (fact.type === 'money') return names.money(value);
    return fact.type === 'percent' ? `${formatNumber(value)}%` : formatNumber(value);
  }
  if (typeof value !== 'string') return joinWords(value.map(optionName));
  return fact.type === 'date' ? formatDate(value) : fact.type === 'choice' ? optionName(value) : value;
}
