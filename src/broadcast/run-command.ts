import type { Media, Stage } from '#media/index.ts';
import type { CommandInput, CommandOutput } from '#src/contract/commands.ts';
import { AppError } from '#src/contract/errors.ts';
import type { MediaCommand } from './rules.ts';
import type { Caller, Sessions } from './sessions.ts';

/** A media command as it travels between nodes: plain JSON. */
export type MediaRequest = { [N in MediaCommand]: { name: N; input: CommandInput<N> } }[MediaCommand];

/** mediasoup's own types for what the contract's schemas let through. */
type RtpCapabilities = Parameters<Stage['join']>[0];
type RtpParameters = Parameters<Stage['produce']>[3];
type DtlsParameters = Parameters<Stage['connectViewer']>[1];

interface Context {
  media: Media;
  sessions: Sessions;
}

/** Runs a command on a stage of this node, for a caller whose authority was checked where it is connected. */
export async function runCommand(context: Context, request: MediaRequest, caller: Caller): Promise<unknown> {
  const { media, sessions } = context;
  const { room } = request.input;
  switch (request.name) {
    case 'media:publish-open': {
      const opened = await media.stage(room).openPublisher();
      sessions.add({ id: opened.session, room, role: 'publisher', caller });
      return opened satisfies CommandOutput<'media:publish-open'>;
    }
    case 'media:join': {
      const { rtpCapabilities, kinds, spatial } = request.input;
      const joined = await stageOf(media, room).join(rtpCapabilities as RtpCapabilities, kinds, spatial);
      sessions.add({ id: joined.session, room, role: 'viewer', caller });
      return joined satisfies CommandOutput<'media:join'>;
    }
    case 'media:leave':
      sessions.claim(request.input.session, room, caller);
      sessions.remove(request.input.session);
      media.findStage(room)?.endSession(request.input.session);
      return {};
    default:
      sessions.claim(request.input.session, room, caller);
      return (await runInSession(stageOf(media, room), request)) ?? {};
  }
}

type SessionRequest = Exclude<MediaRequest, { name: 'media:publish-open' | 'media:join' | 'media:leave' }>;

/** The contract's schemas have bounded every field; mediasoup checks what it means and refuses the rest. */
async function runInSession(stage: Stage, { name, input }: SessionRequest): Promise<object | void> {
  switch (name) {
    case 'media:publish-connect':
      return stage.connectPublisher(input.session, input.dtlsParameters as DtlsParameters);
    case 'media:produce':
      return stage.produce(input.session, input.kind, input.source, input.rtpParameters as RtpParameters);
    case 'media:produce-close':
      return stage.closeProducer(input.session, input.producerId);
    case 'media:produce-pause':
      return stage.pauseProducer(input.session, input.producerId, input.paused);
    case 'media:publish-stats':
      return stage.publisherStats(input.session);
    case 'media:connect':
      return stage.connectViewer(input.session, input.dtlsParameters as DtlsParameters);
    case 'media:resume':
      return stage.resume(input.session, input.consumerIds);
    case 'media:pause':
      return stage.pauseKind(input.session, input.kind, input.paused);
    case 'media:layers':
      return stage.setLayers(input.session, input.spatial, input.temporal);
  }
}

/** A stage is opened by its host; before that there is nothing to watch. */
function stageOf(media: Media, room: string): Stage {
  const stage = media.findStage(room);
  if (!stage) throw new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 2_000 });
  return stage;
}
