import { focusManager, onlineManager } from '@tanstack/react-query'
import Taro from '@tarojs/taro'

/** Queries follow the mini-program: refetch when it comes to the front or the network comes back. */
export function followApp(): void {
  focusManager.setEventListener((setFocused) => {
    const show = () => setFocused(true)
    const hide = () => setFocused(false)
    Taro.onAppShow(show)
    Taro.onAppHide(hide)
    return () => {
      Taro.offAppShow(show)
      Taro.offAppHide(hide)
    }
  })
  onlineManager.setEventListener((setOnline) => {
    const change: Taro.onNetworkStatusChange.Callback = ({ isConnected }) => setOnline(isConnected)
    Taro.onNetworkStatusChange(change)
    return () => Taro.offNetworkStatusChange(change)
  })
}
