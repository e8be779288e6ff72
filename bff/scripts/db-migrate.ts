import { hostname } from 'node:os'
import { rawIndexesIn } from '../src/database'
import { migrationsWith } from '../src/migrations'
import { runMigrations } from '../src/platform/migrations/migrations'
import { ensureIndexes } from '../src/platform/mongo-indexes'
import { reencrypt } from '../src/platform/reencrypt'
import { runProgram } from '../src/process-end'
import { sealedFields } from '../src/sealed-fields'
import { argumentsOf } from './arguments'
import { withDeps } from './with-deps'

/**
 * `npm run db:migrate`: new indexes, then the changes of stored data that have not run yet. Safe beside the previous
 * release and to be repeated. `-- --reencrypt` rewrites what older secrets sealed (docs/security.md).
 */
async function main(): Promise<void> {
  const { values } = argumentsOf(
    { options: { reencrypt: { type: 'boolean', default: false } } },
    '用法：npm run db:migrate [-- --reencrypt]',
  )
  await withDeps(async ({ deps: { clock, logger, crypto, ids }, connection }) => {
    const { created } = await ensureIndexes(connection, await rawIndexesIn(connection))
    const owner = `${hostname()}:${ids.next('run')}`
    const migrations = migrationsWith(crypto)
    const report = await runMigrations({ connection, clock, logger, owner, migrations })
    console.log(
      `索引新建 ${created.length} 个；数据迁移完成 ${report.done.length} 步，之前已完成 ${report.skipped.length} 步`,
    )
    if (report.busy !== null) {
      console.log(`另一个进程正在执行 ${report.busy}：等它完成后再运行一次即可`)
      process.exitCode = 1
    }
    if (values.reencrypt) {
      const count = await reencrypt({ connection, crypto, fields: sealedFields })
      console.log(`已用最新的密钥重写 ${count} 条加密记录，旧密钥可以从 LINLI_OLD_SECRETS 里去掉了`)
    }
  })
}

runProgram(main)
