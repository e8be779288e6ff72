import { clockTime } from '@linli/shared/time'
import { rawIndexesIn } from '../src/database'
import { ensureIndexes } from '../src/platform/mongo-indexes'
import { AppError } from '../src/platform/problem-error'
import { StartupError } from '../src/platform/startup-error'
import { runProgram } from '../src/process-end'
import { argumentsOf } from './arguments'
import { withDeps } from './with-deps'

const USAGE = '用法：npm run operator -- --phone 手机号 [--name 姓名] [--district 区名]'

/** Makes the first district operator and prints a one-time code to sign in with; no SMS is sent. */
async function main(): Promise<void> {
  const options = {
    phone: { type: 'string' },
    name: { type: 'string', default: '区级运维' },
    district: { type: 'string', default: '本区' },
  } as const
  const { values } = argumentsOf({ options }, USAGE)
  const { phone, name, district } = values
  if (phone === undefined || !/^1[3-9]\d{9}$/.test(phone))
    throw new StartupError(`${USAGE}（手机号要 11 位）`)
  await withDeps(async ({ deps, connection }) => {
    await ensureIndexes(connection, await rawIndexesIn(connection))
    const invitation = { phone, name, districtName: district }
    const { code, expiresAt } = await deps.services.session.inviteOperator(invitation).catch(explain)
    console.log(`区级运维已设好：${name}，${phone.slice(0, 3)}****${phone.slice(-4)}`)
    console.log(
      `一次性验证码 ${code}，${clockTime(expiresAt)} 前有效：请用这个手机号和验证码登录，不会发短信`,
    )
  })
}

function explain(error: unknown): never {
  if (error instanceof AppError && error.code === 'rate_limited') {
    throw new StartupError('刚刚已经生成过验证码：请用上一个，或一分钟后再试。')
  }
  throw error
}

runProgram(main)
