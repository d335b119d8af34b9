/** Who has how much to do, what is too much, and what may end to make room. */
import { addDays, addMonths, formatMonths } from '../text/dates.js';
import type { Plan } from '../model/index.js';
import { MOST_NAMED, type Names } from './names.js';
import type { PeopleView } from './view.js';
import { capitalize, count, joinSome, joinWords } from '../text/plurals.js';
import { formatShare } from '../text/numbers.js';

const QUARTERS = 4;

export function viewPeople(names: Names): PeopleView {
  const { plan, framework } = names;
  const busy = plan.people.filter(({ load }) => load.some(({ most }) => most > 0));
  return {
    years: Array.from({ length: plan.years }, (_, year) => ({
      title: `Year ${year + 1}`,
      rows: busy
        .map(({ roles, load }) => ({ roles, quarters: load.slice(year * QUARTERS, (year + 1) * QUARTERS) }))
        .filter(({ quarters }) => quarters.some(({ most }) => most > 0))
        .map(({ roles, quarters }) => ({
          name: names.role(roles[0]!),
          quarters: quarters.map(({ weeks, room }) =>
            weeks === 0 ? '–' : room === 0 ? 'more than there is time for' : formatShare(weeks / room),
          ),
        })),
    })).filter(({ rows }) => rows.length > 0),
    overloads: busy.flatMap((person) => describeOverloads(names, person)),
    vacant: framework.roles.flatMap(({ id }) => describeVacant(names, id)),
    several: plan.people
      .map(({ roles }) => roles.map((role) => names.role(role)))
      .filter((roles) => roles.length > 1)
      .map(([first, ...others]) => `${first!}: also ${joinWords(others)}.`),
    responsibilities: names.firstYear().map((planned) => {
      const { helps, asked, told } = names.others(names.action(planned.id));
      const [title, owner] = [names.title(planned.key), names.owner(planned)];
      const list = (people: readonly string[]) => joinSome(people, MOST_NAMED) || '–';
      return { title, owner, helps: list(helps), asked: list(asked), told: list(told) };
    }),
    stops: names.focus().flatMap(({ condition }) => {
      const { name, stopDoing } = names.condition(condition);
      return stopDoing.length === 0 ? [] : { condition: capitalize(name), things: stopDoing };
    }),
  };
}

/** A sentence for each quarter in which somebody has more at once than can be carried. */
function describeOverloads(names: Names, { roles, capacity, load }: Plan['people'][number]): string[] {
  const { start } = names.plan;
  return load.flatMap(({ most }, n) => {
    if (most <= capacity) return [];
    const quarter = formatMonths(addMonths(start, 3 * n), addDays(addMonths(start, 3 * (n + 1)), -1));
    const room = capacity === 0 ? 'there is nobody' : `${capacity} can be carried`;
    return [`${names.role(roles[0]!)}, ${quarter}: ${count(most, 'action')} at a time, where ${room}.`];
  });
}

/** A sentence about what waits for a role that nobody holds; none where nothing does. */
function describeVacant(names: Names, role: string): string[] {
  const waiting = [...names.plan.actions, ...names.plan.later].filter(
    ({ heldUp, id }) => heldUp?.kind === 'nobody' && names.action(id).owner === role,
  );
  const titles = [...new Set(waiting.map((action) => names.quoted(action.id)))];
  if (titles.length === 0) return [];
  const state = names.isHeld(role) ? 'This post is vacant' : 'Nobody holds this role';
  const wait = titles.length === 1 ? 'this waits' : 'these wait';
  return [`${names.role(role)}. ${state}; until somebody is named, ${wait}: ${joinSome(titles, MOST_NAMED)}.`];
}
