import type { Picture } from './pictures.ts';

/** A product of the demo; prices in fen. */
export interface Goods {
  title: string;
  description: string;
  picture: Picture;
  perBuyerLimit?: number;
  /** `shop`: units put into the shop's stock, `room`: of these, set aside for the live room. */
  skus: { name: string; listPrice: number; price: number; shop: number; room: number }[];
}

/** What the host sells live. */
export const householdGoods: Goods[] = [
  {
    title: '宜兴紫砂茶具 Yixing clay tea set',
    description: '原矿紫砂壶，配白瓷杯与胡桃木茶盘。A purple-clay pot with porcelain cups on a walnut tray.',
    picture: 'tea-set',
    perBuyerLimit: 2,
    skus: [
      { name: '一壶两杯 Pot, 2 cups', listPrice: 39_800, price: 26_800, shop: 40, room: 12 },
      { name: '一壶六杯 Pot, 6 cups', listPrice: 56_800, price: 39_900, shop: 20, room: 6 },
    ],
  },
  {
    title: '窑变陶杯 Reactive-glaze cup',
    description: '每一只釉色都不同，可微波。No two glazes are alike; safe in the microwave.',
    picture: 'ceramic-cup',
    skus: [
      { name: '湖蓝 Lake blue', listPrice: 8_900, price: 5_900, shop: 120, room: 30 },
      { name: '砂白 Sand white', listPrice: 8_900, price: 5_900, shop: 120, room: 30 },
      { name: '一对 Pair, gift box', listPrice: 16_800, price: 10_900, shop: 60, room: 15 },
    ],
  },
  {
    title: '降噪头戴耳机 Noise-cancelling headphones',
    description: '40 小时续航，两台设备同时连接。Forty hours of battery, two devices at once.',
    picture: 'headphones',
    perBuyerLimit: 1,
    skus: [
      { name: '夜蓝 Midnight blue', listPrice: 129_900, price: 89_900, shop: 30, room: 8 },
      { name: '沙金 Sand gold', listPrice: 129_900, price: 89_900, shop: 30, room: 3 },
    ],
  },
  {
    title: '轻量慢跑鞋 Everyday running shoes',
    description: '回弹中底，网面透气。A springy midsole under a breathable mesh.',
    picture: 'sneakers',
    perBuyerLimit: 3,
    skus: [38, 39, 40, 41, 42, 43].map((size) => ({
      name: `${size} 码 EU ${size}`,
      listPrice: 45_900,
      price: 32_900,
      shop: 25,
      room: size === 42 ? 1 : 5,
    })),
  },
  {
    title: '秦岭土蜂蜜 Wild mountain honey',
    description: '一年一割的百花蜜。Harvested once a year from wild hives.',
    picture: 'honey-jar',
    skus: [
      { name: '500 g', listPrice: 9_800, price: 6_800, shop: 200, room: 40 },
      { name: '1 kg', listPrice: 17_800, price: 11_800, shop: 100, room: 20 },
    ],
  },
  {
    title: '暖光护眼台灯 Warm-light desk lamp',
    description: '无频闪，五档色温。No flicker, five colour temperatures.',
    picture: 'desk-lamp',
    perBuyerLimit: 2,
    skus: [
      { name: '珊瑚红 Coral', listPrice: 25_900, price: 18_900, shop: 50, room: 10 },
      { name: '松石绿 Turquoise', listPrice: 25_900, price: 18_900, shop: 50, room: 10 },
    ],
  },
];

/** In the host's personal shop, which is not linked. */
export const atticGoods: Goods[] = [
  {
    title: '手拉坯茶杯 Hand-thrown tea cup',
    description: '自己拉坯，小窑烧成。Thrown by hand and fired in a small kiln.',
    picture: 'ceramic-cup',
    skus: [{ name: '一只 One cup', listPrice: 12_800, price: 9_800, shop: 12, room: 0 }],
  },
];

/** Waits in the review queue. */
export const waitingGoods: Goods[] = [
  {
    title: '桂花蜜礼盒 Osmanthus honey gift box',
    description: '桂花与蜜，双罐礼盒。Two jars of honey with osmanthus.',
    picture: 'honey-jar',
    skus: [{ name: '双罐 Two jars', listPrice: 19_800, price: 15_800, shop: 0, room: 0 }],
  },
];
