// Imported before everything else: the page's policy forbids making code from text, which zod would try.
import { z } from 'zod';

z.config({ jitless: true });
