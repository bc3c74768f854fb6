"""A plain lesson plan whose objectives can be put in: those a pupil shows, or those nobody can see."""

PLAN = """《圆的面积》教学设计
一、教学目标
{objectives}
二、教学重难点
重点：面积公式。难点：推导过程。
三、教学过程
1. 导入（5分钟）教师讲故事。
2. 新授（25分钟）教师讲解，学生听讲。
3. 练习（10分钟）学生独立完成两道题。
四、作业
完成练习册第3页。
"""
GOOD = "1. 学生能说出圆的面积公式。\n2. 学生能计算圆的面积。"
WEAK = "1. 使学生了解圆的面积。\n2. 培养学生的兴趣。"
