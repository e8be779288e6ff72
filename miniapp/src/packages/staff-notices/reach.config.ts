export default definePageConfig({
  navigationBarTitleText: '通知送达',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
