"""Who to contact, where and when: states, ZIP codes, senators, offices, work periods."""
