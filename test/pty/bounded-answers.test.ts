import { testShortForm } from '../prove/short-form.ts';
import { boundedAnswers } from '../prove/suites/bounded-answers.ts';

testShortForm(boundedAnswers, 180);
