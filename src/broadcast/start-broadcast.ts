import { createMedia } from '#media/index.ts';
import { createSilentBroadcast } from './broadcast.ts';
import { duplicateRedis } from '#src/platform/redis.ts';
import type { Broadcast } from './broadcast.ts';
import { createBroadcast } from './create-broadcast.ts';
import type { BroadcastOptions } from './create-broadcast.ts';

/**
 * Starts this node's media from the configuration. When its workers cannot start, the node serves everything else:
 * rooms, chat and buying do not depend on video.
 */
export async function startBroadcast(deps: BroadcastOptions['deps']): Promise<Broadcast> {
  const { config, log, redis } = deps;
  try {
    const media = await createMedia({
      workerBin: config.MEDIASOUP_WORKER_BIN,
      workers: config.MEDIA_WORKERS,
      listenIp: config.MEDIA_LISTEN_IP,
      announcedAddress: config.MEDIA_ANNOUNCED_ADDRESS,
      portBase: config.MEDIA_PORT_BASE,
      iceServers: config.MEDIA_ICE_SERVERS,
      log,
    });
    const subscription = duplicateRedis(redis, `sc-nodes-${config.NODE_ID}`, { lazyConnect: true });
    return await createBroadcast({ deps, media, subscription });
  } catch (error) {
    log.error({ err: error as Error }, 'media cannot start; this node serves no video');
    return createSilentBroadcast();
  }
}
