import { loadEnvFile, readSettings } from '../src/env'
import { StartupError } from '../src/platform/startup-error'
import { runProgram } from '../src/process-end'
import { openHouse } from '../src/startup'
import { argumentsOf } from './arguments'

/** Makes the demo street in an empty database and ends; in a demo that is there already it changes nothing. */
async function main(): Promise<void> {
  argumentsOf({}, '用法：npm run seed（没有别的选项）')
  loadEnvFile()
  const { database, demo } = await openHouse({ ...readSettings(), demo: 'on' })
  await database.close()
  if (!demo.on) throw new StartupError('这个数据库不是演示数据库，没有写入演示数据。')
  console.log(demo.seed ? '演示数据已经写好' : '演示数据早已写好，没有改动')
}

runProgram(main)
