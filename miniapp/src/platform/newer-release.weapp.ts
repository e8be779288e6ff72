import Taro from '@tarojs/taro'

// WeChat tells once, soon after the start; asked for later, the news would be missed.
const updates = Taro.getUpdateManager()
let fetched = false
let wanted = false

function offer(): void {
  void Taro.showModal({
    title: '有新版本',
    content: '现在的版本太旧，不能再用了。点“更新”会重新打开，您写的草稿还在',
    showCancel: false,
    confirmText: '更新',
    success: ({ confirm }) => confirm && updates.applyUpdate(),
  })
}

updates.onUpdateReady(() => {
  fetched = true
  if (wanted) offer()
})

/** Asks to start the new release, at once or as soon as WeChat has fetched it; asks once however often it is called. */
export function takeNewerRelease(): void {
  if (wanted) return
  wanted = true
  if (fetched) offer()
}
