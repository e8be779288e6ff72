/**
 * What the people of a community write to its box, for the benches: a matter (one thing, one fault, one spot) and as many
 * ways of telling it as there are neighbours. Things are told of as unevenly as in life (every tenth case is a lamp, every
 * two hundredth a flagpole), each has its own faults, and nobody writes a number that would make the case unique.
 */
export interface Matter {
  /** Of a thing in a building: which, by its place in the list; of one outside: any of the estate's. */
  readonly building: number
  /** Two tellings with the same key are of the same thing at the same spot with the same fault. */
  readonly key: string
  readonly thing: Thing
  readonly fault: readonly string[]
  /** Each of the ways to say where it is. */
  readonly spot: readonly string[]
}

interface Thing {
  readonly names: readonly string[]
  readonly faults: readonly (readonly string[])[]
  /** Inside it stands on a floor of a unit, outside at a spot of the grounds. */
  readonly inside: boolean
}

const ways = (text: string): string[] => text.split('/')
const thing = (inside: boolean, names: string, ...faults: string[]): Thing => ({
  inside,
  names: ways(names),
  faults: faults.map(ways),
})

/** The commonest first. */
const things: readonly Thing[] = [
  thing(
    true,
    '楼道灯/过道的灯/声控灯',
    '不亮了/坏了，黑漆漆的/一直黑着',
    '一直闪/忽明忽暗',
    '白天也亮着/整天不灭',
  ),
  thing(true, '旧家具/旧柜子和纸箱/杂物', '堆在楼道里/占着过道/把走廊堵了', '堆在消防门后面/挡住了防火门'),
  thing(
    false,
    '垃圾桶/垃圾箱',
    '好几天没清/没人来收/满得盖不上',
    '发臭，苍蝇很多/味道特别大',
    '桶盖坏了/盖子掉了',
  ),
  thing(
    true,
    '电梯',
    '老是停/经常出故障/一天坏两三回',
    '按钮失灵/按了没反应',
    '有异响/咣当咣当响',
    '门关不上/开着门不走',
  ),
  thing(false, '电动车/电瓶车', '堵在门口/乱停，人过不去', '飞线充电/从楼上拉线充电', '骑得飞快/开得太快'),
  thing(
    true,
    '装修/隔壁装修',
    '中午还在打钻/午休时间施工',
    '晚上敲墙/夜里还在施工',
    '垃圾扔在走廊/建渣堆着不运',
  ),
  thing(true, '水管/管道', '漏水/一直滴水/渗水了', '爆了/裂开喷水', '半夜有响声/夜里嗡嗡响'),
  thing(false, '狗/没牵绳的狗', '到处拉屎/粪便没人捡', '追孩子/冲人叫，吓到小孩', '整夜叫/叫个不停'),
  thing(true, '单元门/大门/门禁', '关不上/锁坏了/谁都能进', '刷卡没反应/卡刷不开', '关门声音太大/砰砰响'),
  thing(false, '路灯/照明灯', '坏了/不亮/黑了一片', '太暗/看不清路', '灯罩要掉/灯头松了'),
  thing(true, '天花板/顶上', '掉皮/墙皮一块块落', '有水印/发霉了', '裂缝越来越大/裂开一道口子'),
  thing(false, '下水道/雨水井', '堵了/排不下去/往外冒水', '返臭/臭气往上冲'),
  thing(false, '井盖/窨井盖', '松了，一踩就响/翘起来', '塌了一角/陷下去了', '不见了/没盖上'),
  thing(
    true,
    '楼上的住户/楼上那家',
    '半夜拖椅子/深更半夜挪家具',
    '往下扔烟头/高空抛物',
    '孩子蹦跳/跑来跑去咚咚响',
  ),
  thing(false, '车位/停车位', '被外来车占了/总被别人停', '线磨没了/看不见划线', '地锁坏了/地锁升不起来'),
  thing(false, '广场舞/跳舞的音响', '太吵/声音开得很大', '跳到很晚/九点多还不散'),
  thing(false, '健身器材/运动器械', '螺丝松了/晃得厉害', '断了一根/踏板掉了', '生锈扎手/锈得不成样子'),
  thing(true, '消防栓/消火栓', '没有水/打开不出水', '玻璃碎了/柜门坏了', '被东西挡住/前面堆满了'),
  thing(false, '树枝/大树', '断了挂在半空/折了没掉下来', '挡住窗户/遮了光，屋里暗', '虫子往下掉/长虫了'),
  thing(false, '草坪/绿地', '被人种菜/有人翻地种葱', '枯死一片/黄了没人浇', '踩秃了/全是泥'),
  thing(true, '扶手/栏杆', '松动/一拉就晃', '断了一截/少了一段', '油漆没干沾手/掉漆扎人'),
  thing(false, '摄像头/监控', '坏了/没有录像', '对着人家窗户/照到我家里'),
  thing(false, '快递柜/寄存柜', '超时收费/乱收钱', '屏幕黑了/打不开柜门'),
  thing(true, '墙上小广告/牛皮癣', '贴得到处都是/满墙都是', '喷在我家门上/涂在门上'),
  thing(false, '充电桩/充电站', '坏了三个/充不进去', '被油车占着/油车停着不走', '收费不透明/扣钱不对'),
  thing(false, '路面/地砖', '坑坑洼洼/破了个坑', '翘起来绊人/松动溅水', '结冰打滑/滑得站不住'),
  thing(true, '窗户/玻璃', '碎了/裂了', '关不严，雨往里灌/漏风进雨'),
  thing(false, '儿童滑梯/滑滑梯', '裂了口子/边上有裂缝', '底下没有垫子/软垫磨穿了'),
  thing(false, '烧烤店/楼下餐馆', '油烟太大/烟直往家里飘', '喝酒划拳到半夜/吵到凌晨'),
  thing(true, '对讲机/门铃', '不响/没声音', '接错了户/按一家响另一家'),
  thing(false, '车棚/自行车棚', '顶棚漏雨/棚顶破了', '僵尸车太多/旧车没人要占地方', '丢了电瓶/电池被偷'),
  thing(false, '道闸/门口的杆子', '砸到车/落下来打了车顶', '抬不起来/识别不了车牌'),
  thing(false, '水泵房/泵房', '嗡嗡响睡不着/低频噪声', '漏水淹了地/地上积水'),
  thing(true, '水表箱/电表箱', '门掉了/敞着没人管', '电线露在外面/线头裸着'),
  thing(false, '凉亭/亭子', '漏雨/顶上破了', '座椅断了/凳子塌了'),
  thing(false, '水池/景观池', '水发绿/水臭了', '蚊子太多/孳生蚊虫', '没有护栏/孩子容易掉进去'),
  thing(false, '公告栏/宣传栏', '玻璃掉了/门关不上', '贴的还是去年的/内容好久不换'),
  thing(false, '公厕/公共卫生间', '没水冲/冲不了', '门锁坏了/门插不上'),
  thing(true, '邮箱/信报箱', '被撬了/锁让人砸了', '信都湿了/进水了'),
  thing(false, '旗杆', '绳子断了/升不了旗', '生锈要倒/歪了'),
]

const spots = (
  '东门/东边大门,西门/西边大门,南门/南大门那里,北门/北边出口,幼儿园门口/幼儿园外面,篮球场边上/球场旁边,' +
  '老年活动室前/活动室门口,配电房旁/配电间边上,垃圾站对面/垃圾房对过,喷泉西边/喷水池旁,地库入口/车库进口,' +
  '地下车库/地库里头,楼前花坛/门前花圃,楼后小路/屋后的小道,物业楼下/物业办公室门前,健身角/锻炼的地方,' +
  '快递点旁/取快递那儿,小卖部门口/便利店门前,桥头/小桥边,沙坑旁/玩沙的地方,晾衣场/晒被子的地方,' +
  '篱笆边/围墙根,会所后面/会所背后,岗亭边/保安亭旁,公交站出口/车站那个口,菜场通道/去菜场的路,' +
  '学校后门/小学后门那边,中心广场/中间广场,河边步道/沿河的路,岔路口/三岔口'
)
  .split(',')
  .map(ways)

const effects = (
  '老人进出不方便/家里老人不敢出门,孩子差点摔跤/小朋友险些绊倒,下雨天更严重/一下雨就更糟,晚上看不清路/夜里摸黑走,' +
  '轮椅过不去/坐轮椅的出不去,邻居都在说/好几家都有意见,已经报修三次/打过几次电话都没人来,影响休息/一家人睡不好,' +
  '怕出危险/担心出事,夏天味道更大/天热受不了,物业推来推去/物业说不归他们管,上班都迟到了/耽误上班,' +
  '推婴儿车很难走/婴儿车没法过,访客也抱怨/来的亲戚都说,拍了照片/有照片为证,孕妇差点滑倒/我爱人怀孕很不放心'
)
  .split(',')
  .map(ways)
const since = ways('一个多月了/上周开始/从前天起/国庆以后/好几天了/已经半年/昨晚/这两天/入冬以来/一直这样')
const pleas = ways(
  '请尽快处理/麻烦派人看看/能不能管管/希望早点解决/谢谢/拜托了/什么时候能修好/请社区协调/请回复/有没有人管',
)
const digits = ways('零/一/二/三/四/五/六/七/八/九/十')
const inWords = (n: number): string =>
  n <= 10
    ? (digits[n] ?? '')
    : `${n < 20 ? '' : (digits[Math.floor(n / 10)] ?? '')}十${n % 10 === 0 ? '' : (digits[n % 10] ?? '')}`

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function pick<T>(list: readonly T[], chance: () => number): T {
  const found = list[Math.floor(chance() * list.length)]
  if (found === undefined) throw new Error('there is nothing to pick from')
  return found
}

const heights = things.map((_, rank) => 1 / (rank + 3))
const total = heights.reduce((sum, height) => sum + height, 0)
const FLOORS = 15
const UNITS = 2
/** As in `space-rows.ts`: so many buildings share the grounds of an estate. */
const BUILDINGS_PER_ESTATE = 10

function thingBy(chance: () => number): Thing {
  let left = chance() * total
  const found = things.find((_, rank) => (left -= heights[rank] ?? 0) < 0)
  return found ?? pick(things, chance)
}

/** A matter in one of so many buildings. */
export function matterOf(buildings: number, chance: () => number): Matter {
  const one = thingBy(chance)
  const fault = pick(one.faults, chance)
  const building = Math.floor(chance() * buildings)
  const unit = 1 + Math.floor(chance() * UNITS)
  const floor = 1 + Math.floor(chance() * FLOORS)
  const spot = one.inside
    ? [`${unit}单元${floor}楼`, `${inWords(unit)}单元${inWords(floor)}楼`, `${unit}单元${floor}层`]
    : pick(spots, chance)
  return {
    ...{ building, thing: one, fault, spot },
    key: [one.inside ? building : estateOf(building), one.names[0], fault[0], spot[0]].join('|'),
  }
}

const estateOf = (building: number): number => Math.floor(building / BUILDINGS_PER_ESTATE)

/** Where somebody stands who tells of it: in the building, or for what is outside in any building of the estate. */
export function buildingOfTeller({ building, thing: one }: Matter, buildings: number, chance: () => number) {
  if (one.inside) return building
  const first = estateOf(building) * BUILDINGS_PER_ESTATE
  return first + Math.floor(chance() * Math.min(BUILDINGS_PER_ESTATE, buildings - first))
}

/** The words for what matters in a telling; all else is the teller's own. */
export interface Words {
  readonly name: string
  readonly wrong: string
  readonly where: string
}

export const wordsFor = ({ thing: one, fault, spot }: Matter, chance: () => number): Words => ({
  name: pick(one.names, chance),
  wrong: pick(fault, chance),
  where: pick(spot, chance),
})

/** The words of another neighbour: one of the three is said in another way where there is one. */
export function reworded(matter: Matter, words: Words, chance: () => number): Words {
  const other = wordsFor(matter, chance)
  const part = pick(['name', 'wrong', 'where'] as const, chance)
  return { ...words, [part]: other[part] }
}

/** A telling in an own order, with an own trouble, time and plea. */
export function tell({ name, wrong, where }: Words, chance: () => number): string {
  const [effect, when, plea] = [pick(pick(effects, chance), chance), pick(since, chance), pick(pleas, chance)]
  switch (Math.floor(chance() * 6)) {
    case 0:
      return `${where}${name}${wrong}，${effect}，${plea}。`
    case 1:
      return `${name}${wrong}，在${where}，${when}，${effect}。`
    case 2:
      return `${when}，${where}的${name}${wrong}，${plea}！`
    case 3:
      return `您好，${where}有${name}${wrong}，${effect}，${when}。`
    case 4:
      return `${where}：${name}${wrong}。${effect}。${plea}`
    default:
      return `反映一下${where}那里，${name}${wrong}，${plea}`
  }
}
