export default definePageConfig({
  navigationBarTitleText: '设置窗口',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
