import { runProgram } from '../src/process-end'
import { argumentsOf } from './arguments'
import { withDeps } from './with-deps'

const reasons = {
  gap: '少了一条',
  row_changed: '这一条被改过',
  link_broken: '这一条和前一条接不上',
  head_changed: '和当天封存的校验码不一致',
} as const

/** `npm run audit:verify`: recomputes every chain of the trail, while Linli runs or not. Ends with 1 when one is broken. */
async function main(): Promise<void> {
  argumentsOf({}, '用法：npm run audit:verify（没有别的选项）')
  await withDeps(async ({ deps: { services } }) => {
    let [chains, broken] = [0, 0]
    for await (const { communityId, checked, brokenAt, waiting } of services.audit.reading.verifyAll()) {
      chains += 1
      const name =
        communityId === null
          ? '区级'
          : ((await services.space.names([communityId])).get(communityId) ?? communityId)
      const tail = waiting > 0 ? `，另有 ${waiting} 条等着编号` : ''
      if (brokenAt === null) console.log(`${name}：${checked} 条，完整${tail}`)
      else {
        broken += 1
        console.log(
          `${name}：第 ${brokenAt.seq} 条起不可信，${reasons[brokenAt.reason]}（前面 ${checked} 条完整）`,
        )
      }
    }
    console.log(broken === 0 ? `操作记录 ${chains} 条链都完整` : `操作记录有 ${broken} 条链对不上`)
    if (broken > 0) process.exitCode = 1
  })
}

runProgram(main)
