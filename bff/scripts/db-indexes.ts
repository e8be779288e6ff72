import { rawIndexesIn } from '../src/database'
import { ensureIndexes } from '../src/platform/mongo-indexes'
import { runProgram } from '../src/process-end'
import { argumentsOf } from './arguments'
import { withDeps } from './with-deps'

/** Creates the collections and indexes that are missing, and names those that nobody asks for any more. */
async function main(): Promise<void> {
  argumentsOf({}, '用法：npm run db:indexes（没有别的选项）')
  // The models are registered by the repositories that the composition root makes.
  await withDeps(async ({ connection }) => {
    const { created, unknown } = await ensureIndexes(connection, await rawIndexesIn(connection))
    for (const name of created) console.log(`新建 ${name}`)
    for (const name of unknown) console.log(`这个版本不再需要 ${name}`)
    console.log(`索引新建 ${created.length} 个，不再需要 ${unknown.length} 个`)
  })
}

runProgram(main)
