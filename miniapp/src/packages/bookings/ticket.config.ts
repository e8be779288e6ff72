export default definePageConfig({
  navigationBarTitleText: '我的排号',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
