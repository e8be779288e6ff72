import type { DemoRandom } from './demo-random'

const words = (text: string): readonly string[] => text.split(' ')

/** Common family names with their weights, about as often as they are met. */
const surnames: readonly (readonly [string, number])[] = [
  ...words('王 李 张 刘').map((name) => [name, 7] as const),
  ...words('陈 杨 黄 赵 周 吴').map((name) => [name, 4] as const),
  ...words('徐 孙 朱 马 胡 郭 林 何 高 梁 郑').map((name) => [name, 2] as const),
  ...words('罗 宋 谢 唐 韩 曹 许 邓 冯 彭 曾 萧 田 董 潘 袁 蔡 蒋 余').map((name) => [name, 1] as const),
  ...words('欧阳 上官').map((name) => [name, 0.3] as const),
]

type Generation = 'elder' | 'middle' | 'young' | 'child'
const given: Record<Generation, Record<'m' | 'f', readonly string[]>> = {
  elder: {
    m: words('德海 建国 国华 志明 福生 永康 家旺 树林 长顺 庆丰 文斌 保华 振山 明义 克勤'),
    f: words('桂英 玉兰 秀珍 淑芳 凤霞 美华 素琴 翠萍 月娥 桂芝 惠兰 玉梅 金凤 雅琴 莲香'),
  },
  middle: {
    m: words('伟 建军 志强 海涛 军 国庆 卫东 永刚 春生 晓东 鹏 红兵 文辉 少华 立民'),
    f: words('敏 丽 静 红梅 晓燕 艳 海燕 慧 丽娟 春华 小红 玉霞 冬梅 秋菊 建芬'),
  },
  young: {
    m: words('浩 子豪 宇航 俊杰 明轩 思远 一鸣 嘉伟 天宇 博文 志远 凯 晨 泽洋 启明'),
    f: words('婷 雨欣 佳怡 晓雯 思琪 梦洁 雪 诗涵 欣怡 文静 倩 小雅 若兰 可馨 莹'),
  },
  child: {
    m: words('梓涵 浩然 子轩 宇辰 俊熙 乐乐 沐阳 景行 奕辰 嘉树'),
    f: words('一诺 欣妍 雨桐 梓萱 语汐 若汐 朵朵 安然 诗雨 知夏'),
  },
}

export interface Names {
  surname(): string
  /** A name nobody else in the demo bears. */
  full(surname: string, age: number, sex: 'm' | 'f'): string
}

const middles = words('小 文 晓 永 世 思 亚 佩 宝 若 子 明 嘉 云 新')

export function createNames(random: DemoRandom, taken: readonly string[]): Names {
  const used = new Set(taken)
  const generationOf = (age: number): Generation =>
    age >= 60 ? 'elder' : age >= 38 ? 'middle' : age >= 16 ? 'young' : 'child'
  return {
    surname: () => random.weighted(surnames),
    full(surname, age, sex) {
      for (let attempt = 0; attempt < 400; attempt++) {
        const own = random.pick(given[generationOf(age)][sex])
        // A middle character only before a single one: names of four characters are rare.
        const middle = attempt > 20 || (own.length === 1 && random.chance(0.6)) ? random.pick(middles) : ''
        const name = `${surname}${middle}${middle ? own.slice(-1) : own}`
        if (used.has(name)) continue
        used.add(name)
        return name
      }
      throw new Error(`no free name left for ${surname}`)
    },
  }
}
