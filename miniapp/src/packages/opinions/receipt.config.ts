export default definePageConfig({
  navigationBarTitleText: '已收到',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
