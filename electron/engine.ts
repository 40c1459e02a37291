/** The engine in a process of its own: every window has a port to it, main has `parentPort`. */
import { StudioError } from '../engine/base/error.ts';
import { createStudio } from '../engine/studio/server/create-studio.ts';
import { serveFatal } from '../engine/studio/server/serve-connection.ts';
import { messagePortTransport } from '../engine/studio/transport/message-port.ts';
import { askMainForSecret } from './engine/ask-main-for-secret.ts';
import { launchThroughMain } from './engine/launch-through-main.ts';
import { openMainLink } from './engine/main-link.ts';
import { tellPerson } from './engine/tell-person.ts';
import { engineSettingsSchema } from './engine-protocol.ts';

const { resume, ...folders } = engineSettingsSchema.parse(JSON.parse(process.argv.at(-1)!));
const link = openMainLink(process.parentPort);

const studio = createStudio({
  ...folders,
  clock: () => new Date(),
  launch: launchThroughMain(link),
  readSecret: askMainForSecret(link),
});

link.on('connect', (_message, port) => {
  if (!port) return;
  const transport = messagePortTransport(port);
  studio.then(
    (running) => running.connect(transport),
    (cause) => serveFatal(transport, errorOf(cause)),
  );
});
link.on('quit', () => {
  studio
    .then((running) => running.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
});
studio.then(
  async (running) => {
    link.send({ kind: 'ready' });
    await tellPerson(running.service, link);
    if (resume) await running.resumeInterrupted();
  },
  (cause) => link.send({ kind: 'failed', error: errorOf(cause) }),
);
// What nobody foresaw: a new engine that takes up the projects from the disk is sounder than this one. Electron
// would only warn of it.
process.on('unhandledRejection', (cause) => {
  throw cause;
});

function errorOf(cause: unknown) {
  if (cause instanceof StudioError) return cause.toJSON();
  return new StudioError('unexpected', `engine: ${(cause as Error).message}`).toJSON();
}
