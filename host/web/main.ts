// The web host's entry, started by `npm start`: the real world and nothing else. See web-command.ts.
import { nodeWebIo } from './node-web-io.ts';
import { webCommand } from './web-command.ts';

const reason = process.env['LOOPSCOPE_HOST_REASON'] ?? null;
process.exitCode = await webCommand(process.argv.slice(2), nodeWebIo(), reason);
// The host has ended in order; should a handle be left open, it must not keep the terminal.
process.exit();
