/** Where in the grounds something is, as people of an estate say it; the ways to say one place are one. */
const sides = ['东', '西', '南', '北'].map((side): readonly [string, string] => [
  `${side}门`,
  `${side}(?:边|侧|面)?的?(?:大|小|侧)?(?:门(?!禁|口诊)|出口|入口)`,
])
const places: readonly (readonly [string, string])[] = [
  ...sides,
  ['车库口', '(?:车库|地库)的?(?:入口|进口|出口|门口|坡道)'],
  ['车库', '地下车库|车库|地库|地下停车场'],
  ['停车场', '停车场'],
  ['幼儿园', '幼儿园'],
  ['学校', '(?:学校|小学|中学)的?(?:前门|后门|门口)?'],
  ['球场', '[篮足网]?球场'],
  ['活动室', '(?:老年|文化)?活动(?:室|中心)'],
  ['配电房', '配电(?:房|间|室)'],
  ['垃圾房', '垃圾(?:站|房|投放点)'],
  ['喷泉', '喷泉|喷水池'],
  ['花坛', '花坛|花圃'],
  ['花园', '(?:中心)?花园'],
  ['屋后', '[楼屋房]后面?的?(?:小路|小道)?'],
  ['物业处', '物业(?:办公室|服务中心|中心|楼下|门口)'],
  ['健身角', '健身(?:角|区|广场)|锻炼的地方'],
  ['快递点', '快递(?:点|站|驿站)|取快递|菜鸟驿站'],
  ['小店', '小卖部|便利店|超市'],
  ['桥', '小桥|桥[头边下上]'],
  ['游乐场', '沙坑|玩沙的?地方|儿童乐园|游乐场'],
  ['晾衣场', '晾衣[场处]|晒(?:被子|衣服|被)的?地方'],
  ['围墙', '围墙根?|篱笆|围栏'],
  ['会所', '会所'],
  ['岗亭', '岗亭|保安亭|门卫室?|传达室'],
  ['车站', '公交(?:车)?站|车站|地铁口'],
  ['菜场', '菜市?场'],
  ['广场', '(?:中心|中间|文化)?广场(?!舞)'],
  ['河边', '河边|沿河|江边|湖边'],
  ['路口', '[三十]?岔路?口|路口|拐角'],
  ['楼顶', '楼顶|天台|屋顶'],
  ['大厅', '大厅|大堂|门厅'],
  ['电梯口', '电梯[间口]'],
]
const after =
  '(?:的?(?:门口|外面|外头|里头|里面|旁边|背后|后面|后门|前面|对面|对过|边上|出口|那个口|那边|那里|那儿|步道|通道|的路(?![灯面])|[边旁前后里外]))?'
const patterns = places.map(([name, said]) => [name, new RegExp(`(?:${said})${after}`, 'gu')] as const)

/** The spots a text names, and the text without them. */
export function spotsIn(text: string): { readonly spots: readonly string[]; readonly rest: string } {
  const spots: string[] = []
  const rest = patterns.reduce(
    (left, [name, pattern]) =>
      left.replaceAll(pattern, () => {
        spots.push(name)
        return ' '
      }),
    text,
  )
  return { spots, rest }
}

const anySpot = new RegExp(places.map(([, said]) => `(?:${said})`).join('|'), 'u')

/** Whether a text names a spot at all. */
export const namesSpot = (text: string): boolean => anySpot.test(text)
