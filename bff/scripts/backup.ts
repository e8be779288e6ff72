import { writeBackup } from '../src/platform/backup/write-backup'
import { StartupError } from '../src/platform/startup-error'
import { runProgram } from '../src/process-end'
import { argumentsOf } from './arguments'
import { withDeps } from './with-deps'

const USAGE = '用法：npm run backup -- 新文件夹'

/** `npm run backup -- DIR`: a consistent copy of database and files, while Linli runs or not. */
async function main(): Promise<void> {
  const { positionals } = argumentsOf({ allowPositionals: true }, USAGE)
  const [folder] = positionals
  if (folder === undefined || positionals.length > 1) throw new StartupError(USAGE)
  await withDeps(async ({ deps: { blobs, clock, keys }, connection }) => {
    const manifest = await writeBackup({ connection, blobs, clock, keyIds: keys.ids, folder })
    const documents = manifest.collections.reduce((sum, { count }) => sum + count, 0)
    console.log(
      `备份完成：${manifest.collections.length} 个集合、${documents} 条记录、${manifest.files.length} 个文件，在 ${folder}`,
    )
    if (manifest.missingFiles.length > 0) {
      console.log(
        `有 ${manifest.missingFiles.length} 个文件在存储里找不到，清单见 manifest.json 的 missingFiles`,
      )
    }
    console.log(
      '密钥不在备份里：请把 LINLI_SECRET（或数据文件夹里的 secret 文件）另存一处，没有它恢复不了加密的内容',
    )
  })
}

runProgram(main)
