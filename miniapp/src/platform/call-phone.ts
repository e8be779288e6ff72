import Taro from '@tarojs/taro'

/** Opens the dialler; doing nothing is right when the person changes their mind. */
export function callPhone(phoneNumber: string): void {
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)
}
