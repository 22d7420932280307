.designation.count_continued = false
