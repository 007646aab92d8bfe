import { testShortForm } from '../prove/short-form.ts';
import { questions } from '../prove/suites/questions.ts';

testShortForm(questions, 240);
