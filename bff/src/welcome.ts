import type { House } from './startup'

/** What is printed when the house is open: which database, what to open, whom to sign in as. */
export async function welcome({ deps, database, demo }: House, port: number): Promise<string> {
  const { settings } = deps
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  const address = settings.publicUrl ?? `http://${host}:${port}`
  const lines = [
    '',
    '  邻里智治已经启动',
    `  网页      ${address}`,
    `  接口文档  ${address}/docs`,
    database.embedded
      ? `  数据库    内置数据库（适合试用和一个小社区；正式使用请设置 MONGODB_URI），数据在 ${settings.dataDir}`
      : '  数据库    MONGODB_URI 指定的 MongoDB',
    ...(demo.on ? demoLines(await deps.services.session.listDemo()) : ['  演示      关闭']),
    '',
    '  按 Ctrl-C 停止',
    '',
  ]
  return `${lines.join('\n')}\n`
}

function demoLines(people: readonly { name: string; role: string; blurb: string }[]): string[] {
  const persons = people.map(({ name, role, blurb }) => `            ${name}（${role}）：${blurb}`)
  return ['  演示      打开网页，在登录页点一位演示人物即可登录', ...persons]
}
