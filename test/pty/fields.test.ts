import { testShortForm } from '../prove/short-form.ts';
import { fields } from '../prove/suites/fields.ts';

testShortForm(fields, 120);
