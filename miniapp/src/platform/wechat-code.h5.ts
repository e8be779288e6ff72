/** There is no WeChat account around the web page. */
export function wechatCode(): Promise<string | undefined> {
  return Promise.resolve(undefined)
}
