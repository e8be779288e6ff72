import { randomBytes } from 'node:crypto'
import { access, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { StartupError } from './platform/startup-error'

const SECRET_BYTES = 48

/** Makes the data folder and what lies in it. Throws {@link StartupError} when it cannot be written. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await makeFolder(path.resolve(dataDir, 'tmp'))
    const probe = await open(path.join(dataDir, 'tmp', '.writable'), 'w')
    await probe.close()
  } catch (error) {
    throw new StartupError(`数据文件夹 ${dataDir} 不能写入：请检查权限，或用 LINLI_DATA_DIR 换一个位置。`, {
      cause: error,
    })
  }
}

/**
 * Level by level: `recursive` of Node turns for ever where a folder is there and nothing can be made in it, such as
 * under /proc.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || (await exists(path.dirname(folder)))) throw error
    await makeFolder(path.dirname(folder))
    await makeFolder(folder)
  }
}

const exists = (folder: string): Promise<boolean> =>
  access(folder).then(
    () => true,
    () => false,
  )

/**
 * The secret kept in the data folder, made at the first start. It appears whole or not at all: two first starts at once
 * agree, and one that dies in the middle leaves nothing that a later start would take for a damaged secret. Throws
 * {@link StartupError} when it cannot be read or written, or is not whole.
 */
export async function keptSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'secret')
  const secret = await readOrMake(file).catch((error: unknown) => {
    throw new StartupError(`密钥文件 ${file} 不能读写：请检查它的权限，以及磁盘是否已满。`, { cause: error })
  })
  if (secret.length < SECRET_BYTES)
    throw new StartupError(`密钥文件 ${file} 不完整：请从备份恢复它，不要重新生成。`)
  return secret
}

async function readOrMake(file: string): Promise<string> {
  if (!(await exists(file))) await makeSecret(file)
  return (await readFile(file, 'utf8')).trim()
}

/** Written beside its place and then linked into it, which only one of several can do. */
async function makeSecret(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(`${randomBytes(SECRET_BYTES).toString('base64url')}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}
