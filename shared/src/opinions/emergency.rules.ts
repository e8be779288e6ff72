import { phrasePattern, readable } from './phrases'

export const emergencyKinds = [
  'fire',
  'gas',
  'trapped',
  'injury',
  'violence',
  'despair',
  'lost-contact',
  'crash',
  'hazard',
  'fraud',
] as const
export type EmergencyKind = (typeof emergencyKinds)[number]

/** What to do now, and whom to dial; the numbers are the national ones (domain facts §7.3). */
export interface Emergency {
  readonly kind: EmergencyKind
  readonly numbers: readonly string[]
  readonly advice: string
  /** What in the text led here. */
  readonly words: readonly string[]
}

interface Rule {
  readonly numbers: readonly string[]
  readonly advice: string
  readonly phrases: string
  /** A thing that is over is a complaint, not an emergency: these kinds are asked about only while it happens. */
  readonly onlyNow?: true
}

const rules: Record<EmergencyKind, Rule> = {
  fire: {
    numbers: ['119'],
    advice: '先离开，再打 119。不要坐电梯，不要回去拿东西',
    phrases: '着火 起火 失火 冒浓烟 烧起来 有明火 火灾了 正在冒烟 冒火花 电*冒烟 漏电*人',
    onlyNow: true,
  },
  gas: {
    numbers: ['119'],
    advice: '先开窗、不碰开关、人到室外，再打电话',
    phrases:
      '燃气泄漏 煤气泄漏 天然气泄漏 燃气味 煤气味 天然气味 闻到*煤气 闻到*燃气 闻到*天然气 燃气*漏 煤气*漏 天然气*漏',
    onlyNow: true,
  },
  trapped: {
    numbers: ['119', '110'],
    advice: '别扒门，按电梯里的警铃，再打 119',
    phrases:
      '电梯*困了 困在电梯 电梯困人 电梯*被困 被困电梯 困在里面 关在电梯 电梯*关在里面 电梯*出不来 被困在',
    onlyNow: true,
  },
  injury: {
    numbers: ['120'],
    advice: '先打 120，说清在哪一栋，派人到门口接',
    phrases:
      '晕倒 昏倒 昏迷 没有呼吸 叫不醒 流了很多血 大出血 触电 起不来了 胸口*痛 抽搐 喝农药 心脏病发 砸伤 砸到人 骨折 突发*病 煤气中毒',
    onlyNow: true,
  },
  violence: {
    numbers: ['110'],
    advice: '先到安全的地方，再打 110。家里打人也是违法的事',
    phrases:
      '家暴 打老婆 打孩子 动手打 拿刀 持刀 动刀 砍人 打起来 打架 救命 抢劫 砸门 强奸 猥亵 殴打 打人 惨叫 哭喊 有人闯进 撬门*人',
  },
  despair: {
    numbers: ['110', '120', '12356'],
    advice: '请马上打 110，陪着他等人来。想找人说说话打 12356',
    phrases: '跳楼 轻生 自杀 不想活 割腕 活不下去 寻短见',
  },
  'lost-contact': {
    numbers: ['110', '120'],
    advice: '请打 110，民警和社区会一起上门',
    phrases:
      '敲门没人应 敲门没有人应 敲门没反应 几天没见 没见开门 没见出门 没见下楼 天没见人 天没出门 天没开门 独居*联系不上 独居*没见 老人走失 老人*走丢 孩子*走丢 孩子*不见了',
  },
  crash: {
    numbers: ['122', '120'],
    advice: '先看有没有人受伤，有就打 120，再打 122',
    phrases: '车祸 交通事故 撞到人 撞了人 撞人了 被车撞 撞伤',
    onlyNow: true,
  },
  hazard: {
    numbers: ['119', '120'],
    advice: '请离远一点，提醒旁边的人别靠近。有人受伤打 120，随时会出事打 119',
    phrases:
      '水管爆 爆管 水漫 瓷砖掉 墙砖掉 瓷砖*掉下 墙皮*砸 怕掉下 要掉下来 快掉下来 井盖*塌 井盖没了 井盖不见 井盖丢 井盖被偷 结冰*摔 坡道*结冰 电线*掉下 电线*垂 树*倒下 摇摇欲坠 地面*塌',
  },
  fraud: {
    numbers: ['96110', '110'],
    advice: '先别转钱、别说验证码。拿不准打 96110，钱已经转出去马上打 110',
    phrases:
      '诈骗 骗子 被骗 骗了 骗钱 已经转了 孙子出车祸 骗老人 转账 汇款 验证码 安全账户 冒充 刷单 杀猪盘 洗钱 涉嫌*案 中奖 保健品*骗 屏幕共享 高额回报 稳赚 投资群 养老*投资',
  },
}

const compiled = emergencyKinds.map((kind) => ({
  kind,
  ...rules[kind],
  patterns: rules[kind].phrases.split(' ').map(phrasePattern),
}))

/** Words that put a thing into the past or into worry: it is not happening at this moment. */
const notNow =
  /昨|前天|上周|上星期|上个月|上月|去年|前几天|之前|以前|曾经|已经修|救出来|万一|怕|担心|容易|隐患|会不会|要是|如果|多次|经常|好几次/u

/**
 * What in a text cannot wait for a desk: shown before anything is sent, with the number to tap. A proposal: the person
 * decides whether it is happening now, and may go on writing all the same.
 */
export function emergenciesIn(text: string): Emergency[] {
  const clauses = readable(text).split(/[。！？!?；;\n]/u)
  return compiled.flatMap(({ kind, numbers, advice, patterns, onlyNow = false }) => {
    const words = clauses
      .filter((clause) => !onlyNow || !notNow.test(clause))
      .flatMap((clause) => patterns.flatMap((pattern) => pattern.exec(clause)?.[0] ?? []))
    return words.length === 0 ? [] : [{ kind, numbers, advice, words: [...new Set(words)] }]
  })
}
