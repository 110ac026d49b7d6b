from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("pages", "0003_look"),
    ]

    operations = [
        migrations.AddField(
            model_name="brandsettings",
            name="earlier_versions",
            field=models.BooleanField(default=False, help_text="Of every piece, with what changed. Single versions can be withheld beside the piece's history.", verbose_name="readers may read earlier versions"),
        ),
    ]
