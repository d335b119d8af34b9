/** JSON Schemas as other programs check them: with ajv, which must be told the words that only editors know. */
import { Ajv, type ValidateFunction } from 'ajv';

const compiled = new Map<string, ValidateFunction>();

/** The check of a schema; equal schemas have the same one, since compiling takes much longer than checking. */
export function compileSchema(schema: object): ValidateFunction {
  const text = JSON.stringify(schema);
  let check = compiled.get(text);
  if (check === undefined) {
    // Making the code of a check faster takes longer than all the checks here.
    const code = { optimize: false };
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false, code });
    ajv.addVocabulary(['deprecationMessage', 'enumDescriptions', 'patternErrorMessage']);
    check = ajv.compile(schema);
    compiled.set(text, check);
  }
  return check;
}
