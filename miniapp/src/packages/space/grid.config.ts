export default definePageConfig({
  navigationBarTitleText: '我的网格',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
