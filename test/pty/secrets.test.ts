import { testShortForm } from '../prove/short-form.ts';
import { secrets } from '../prove/suites/secrets.ts';

testShortForm(secrets, 300);
