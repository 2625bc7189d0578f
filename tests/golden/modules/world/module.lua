module { id="world", version="1.0", title="World", minutes=1, kind="cbt", api=1, language="en" }
say { title="Text of the whole world", text=[[
Arabic: الألم إنذار يحتاج إلى فهم. Hebrew: הכאב הוא אזעקה.

Devanagari: दर्द एक चेतावनी है। Thai: ความเจ็บปวดคือสัญญาณเตือน

Chinese: 疼痛是一种警报。大多数时候它是有用的。 Japanese: 痛みは警報です。ほとんどの場合、役に立ちます。 Korean: 통증은 경보입니다.

Emoji: 😀 🌿 👍🏽 ❤️ 👨‍👩‍👧 and 1️⃣]] }
ask.text { id="thought", text="أكتب 😀 日本語 here", lines=3 }
