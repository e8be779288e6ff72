import './base.h5.scss'
