import Taro from '@tarojs/taro'

const BYTES = 16

/**
 * 128 bits from WeChat's strong generator, as 32 hexadecimal digits. There is no weaker way: where it fails this
 * rejects, and nothing is cast (a ballot code that can be guessed is no secret).
 */
export async function drawCode(): Promise<string> {
  const { randomValues } = await Taro.getRandomValues({ length: BYTES })
  const bytes = [...new Uint8Array(randomValues)].slice(0, BYTES)
  if (bytes.length < BYTES) throw new Error('too few random bytes')
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
