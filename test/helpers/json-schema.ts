/** JSON Schemas as other programs check them: with ajv, which must be told the words that only editors know. */
import { Ajv, type ValidateFunction } from 'ajv';

export function compileSchema(schema: object): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
  return ajv.addVocabulary(['deprecationMessage', 'enumDescriptions', 'patternErrorMessage']).compile(schema);
}
