/** What can be wrong with parts of an overview of many organizations. */
import { code, quote } from './code.js';

export const OVERVIEW_CODES = {
  /** `where` is the way to what is wrong, from the top of the file. */
  'not-a-portfolio': code<{ where: string }>({
    meaning: 'The file looks like a portfolio.json, but was changed or cut short. Make it again.',
    says: ({ where }) => `this looks like a portfolio.json, but ${quote(where)} is not as scaleplan writes it`,
    cure: 'make it again with scaleplan portfolio -d portfolio.json',
  }),
  'other-content': code<{ framework: string }>({
    meaning: 'The overview was made when the framework had the same version, but other content. Make it again.',
    says: ({ framework }) =>
      `this overview was made when ${quote(framework)} had other conditions, questions or actions`,
    cure: 'make it again; a framework that changes should get another version',
  }),
};
