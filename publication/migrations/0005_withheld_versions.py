from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("publication", "0004_bundles"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedversion",
            name="is_withheld",
            field=models.BooleanField(default=False, verbose_name="withheld"),
        ),
    ]
