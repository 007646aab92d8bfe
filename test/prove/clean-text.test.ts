import { testShortForm } from './short-form.ts';
import { cleanText } from './suites/clean-text.ts';

testShortForm(cleanText);
