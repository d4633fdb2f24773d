import type { ConfigVariable } from '#src/config.ts';

interface ChineseFacts {
  takes: string;
  description: string;
  shownDefault?: string;
}

/** The configuration table's words in Chinese; the compiler sees to it that no variable is left out. */
export const chineseFacts: Record<ConfigVariable, ChineseFacts> = {
  NODE_ENV: { takes: '`development`、`production` 或 `test`', description: '`production` 缺少密钥时拒绝启动' },
  NODE_ID: {
    takes: '1 到 60 个字母、数字、`.`、`_`、`-`',
    description: '本进程在日志和直播间归属中的名字',
    shownDefault: '随机',
  },
  HOST: { takes: '一个地址', description: 'HTTP 服务监听的地址' },
  PORT: { takes: '0 到 65535', description: '页面、HTTP 接口和套接字的端口；0 表示任意空闲端口' },
  PUBLIC_URL: { takes: 'http 或 https 网址', description: '浏览器访问本服务的网址；`https` 时 Cookie 带 Secure' },
  ALLOWED_ORIGINS: {
    takes: '以逗号分隔的来源',
    description: '还有哪些站点的页面可以调用本服务；自己的页面总是可以',
    shownDefault: '无',
  },
  TRUST_PROXY: { takes: '0 到 5', description: '前面有几层自己的代理会写 `X-Forwarded-For`' },
  REDIS_URL: {
    takes: 'redis 或 rediss 网址；以逗号分隔的多个网址是 Redis Cluster 的节点',
    description: 'Redis 7 或更新，开启 AOF，`maxmemory-policy noeviction`',
  },
  REDIS_PREFIX: { takes: '1 到 40 个字母、数字、`.`、`_`、`-`', description: '所有键的开头，用来隔开多套部署' },
  MONGODB_URI: { takes: '带数据库名的 mongodb 地址', description: 'MongoDB 5 或更新，数据以它为准' },
  AUTH_KEYS: {
    takes: '以逗号分隔的 `kid:base64` 密钥，每个至少 32 字节',
    description: '令牌的密钥：第一个用来签名，全部都能验签',
    shownDefault: '随机',
  },
  PAYMENT_WEBHOOK_SECRET: {
    takes: '至少 16 个字符',
    description: '给支付回调签名和验签；服务和后台进程必须相同',
    shownDefault: '随机',
  },
  MEDIASOUP_WORKER_BIN: { takes: '一个路径', description: '要运行的 mediasoup worker', shownDefault: '已安装的那个' },
  MEDIA_WORKERS: { takes: '1 到 64', description: 'mediasoup worker 进程数，每个占一个核', shownDefault: '核数 - 1' },
  MEDIA_LISTEN_IP: { takes: '一个地址', description: '媒体套接字监听的地址' },
  MEDIA_ANNOUNCED_ADDRESS: { takes: '地址或主机名', description: '在 NAT 后面时，告诉浏览器把媒体发往哪里' },
  MEDIA_PORT_BASE: {
    takes: '0 到 65000',
    description: '第一个媒体端口（UDP 和 TCP），每个 worker 一个；0 表示任意空闲端口',
  },
  MEDIA_ICE_SERVERS: {
    takes: 'RTCIceServer 的 JSON 列表',
    description: '给浏览器的 STUN 和 TURN 服务器',
    shownDefault: '无',
  },
  HOLD_SECONDS: { takes: '1 到 3600', description: '未付款的购买为买家保留库存多少秒' },
  SETTLE_SECONDS: { takes: '1 到 86400', description: '直播间结束多少秒后，没有卖出的库存退回店铺' },
  SHOP_AUTO_APPROVE: { takes: '`true` 或 `false`', description: '店铺和商品提交后自动通过审核，供演示用' },
  DEMO_MODE: { takes: '`true` 或 `false`', description: '登录处提供演示账号' },
  LOG_LEVEL: {
    takes: '`fatal`、`error`、`warn`、`info`、`debug`、`trace` 或 `silent`',
    description: '记录哪一级以上的日志',
  },
  SHUTDOWN_SECONDS: { takes: '1 到 300', description: '有序关闭最多用多少秒' },
};
